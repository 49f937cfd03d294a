import type { Locale } from '#shared/protocol/scalars.ts'

/** The few words outside the console: tray, notification, questions. */
export type Texts = {
  open: string
  quit: string
  signedOut: string
  incomingCall: string
  unknownCaller: string
  quitInCallTitle: string
  quitInCallDetail: string
  stay: string
  quitAnyway: string
}

export const texts: Record<Locale, Texts> = {
  en: {
    open: 'Open Ringdesk',
    quit: 'Quit',
    signedOut: 'Signed out',
    incomingCall: 'Incoming call',
    unknownCaller: 'Unknown caller',
    quitInCallTitle: 'You are in a call. Quit Ringdesk?',
    quitInCallDetail: 'The call itself goes on at your phone. Your notes are safe on this computer.',
    stay: 'Stay',
    quitAnyway: 'Quit',
  },
  'zh-CN': {
    open: '打开 Ringdesk',
    quit: '退出',
    signedOut: '未登录',
    incomingCall: '来电',
    unknownCaller: '未知来电',
    quitInCallTitle: '您正在通话中，确定退出 Ringdesk 吗？',
    quitInCallDetail: '通话会在您的话机上继续，备注已保存在本机。',
    stay: '留下',
    quitAnyway: '退出',
  },
  'zh-TW': {
    open: '開啟 Ringdesk',
    quit: '結束',
    signedOut: '未登入',
    incomingCall: '來電',
    unknownCaller: '未知來電',
    quitInCallTitle: '您正在通話中，確定要結束 Ringdesk 嗎？',
    quitInCallDetail: '通話會在您的話機上繼續，備註已存在這台電腦。',
    stay: '留下',
    quitAnyway: '結束',
  },
}
