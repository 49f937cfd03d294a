import type { AgentState } from '#shared/protocol/agent-state.ts'
import type { Locale } from '#shared/protocol/scalars.ts'
import { type StateWords, stateWords } from './state-words.ts'

/** The few words outside the console: tray, notification, questions. */
export type Texts = StateWords & {
  open: string
  quit: string
  signedOut: string
  unconfirmed: string
  incomingCall: string
  unknownCaller: string
  stillHere: string
  stillHereDetail: string
  quitInCallTitle: string
  quitInCallDetail: string
  stay: string
  quitAnyway: string
}

/** A not-ready state is named by its reason, as in the console. */
export function nameState(state: AgentState, texts: Texts): string {
  return state.kind === 'not_ready' ? texts.reason[state.reason] : texts.state[state.kind]
}

export const texts: Record<Locale, Texts> = {
  en: {
    ...stateWords.en,
    open: 'Open Ringdesk',
    quit: 'Quit',
    signedOut: 'Signed out',
    unconfirmed: 'unconfirmed',
    incomingCall: 'Incoming call',
    unknownCaller: 'Unknown caller',
    stillHere: 'Ringdesk is still running',
    stillHereDetail: 'Calls still ring. Open or quit it from its icon in the notification area.',
    quitInCallTitle: 'You are in a call. Quit Ringdesk?',
    quitInCallDetail: 'The call itself goes on at your phone. Your notes are safe on this computer.',
    stay: 'Stay',
    quitAnyway: 'Quit',
  },
  'zh-CN': {
    ...stateWords['zh-CN'],
    open: '打开 Ringdesk',
    quit: '退出',
    signedOut: '未登录',
    unconfirmed: '未确认',
    incomingCall: '来电',
    unknownCaller: '未知来电',
    stillHere: 'Ringdesk 仍在运行',
    stillHereDetail: '来电时仍会振铃。可通过通知区域的图标打开或退出。',
    quitInCallTitle: '您正在通话中，确定退出 Ringdesk 吗？',
    quitInCallDetail: '通话会在您的话机上继续，备注已保存在本机。',
    stay: '暂不退出',
    quitAnyway: '退出',
  },
  'zh-TW': {
    ...stateWords['zh-TW'],
    open: '開啟 Ringdesk',
    quit: '結束',
    signedOut: '未登入',
    unconfirmed: '未確認',
    incomingCall: '來電',
    unknownCaller: '未知來電',
    stillHere: 'Ringdesk 仍在執行',
    stillHereDetail: '來電時仍會響鈴。可透過通知區域的圖示開啟或結束。',
    quitInCallTitle: '您正在通話中，確定要結束 Ringdesk 嗎？',
    quitInCallDetail: '通話會在您的話機上繼續，備註已儲存在這台電腦。',
    stay: '暫不結束',
    quitAnyway: '結束',
  },
}
