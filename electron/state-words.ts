import type { AgentState, NotReadyReason } from '#shared/protocol/agent-state.ts'
import type { Locale } from '#shared/protocol/scalars.ts'

export type StateWords = {
  state: Record<Exclude<AgentState['kind'], 'not_ready'>, string>
  reason: Record<NotReadyReason, string>
}

/** The agent's states in the console's own words; a test holds both to the same. */
export const stateWords: Record<Locale, StateWords> = {
  en: {
    state: {
      offline: 'Offline',
      available: 'Available',
      offered: 'Ringing',
      on_call: 'On call',
      wrap_up: 'Wrap-up',
      unreachable: 'Unreachable',
    },
    reason: {
      signed_in: 'Just signed in',
      no_answer: 'Missed a call',
      declined: 'Declined a call',
      after_call: 'After a call',
      window_closed: 'Window closed',
      phone_down: 'Phone not ready',
      break: 'Break',
      lunch: 'Lunch',
      meeting: 'Meeting',
      training: 'Training',
      paperwork: 'Paperwork',
    },
  },
  'zh-CN': {
    state: {
      offline: '离线',
      available: '可接听',
      offered: '振铃中',
      on_call: '通话中',
      wrap_up: '话后处理',
      unreachable: '失联',
    },
    reason: {
      signed_in: '刚登录',
      no_answer: '漏接来电',
      declined: '拒接来电',
      after_call: '通话后',
      window_closed: '窗口已关闭',
      phone_down: '电话不可用',
      break: '小休',
      lunch: '午餐',
      meeting: '会议',
      training: '培训',
      paperwork: '案头工作',
    },
  },
  'zh-TW': {
    state: {
      offline: '離線',
      available: '可接聽',
      offered: '響鈴中',
      on_call: '通話中',
      wrap_up: '話後處理',
      unreachable: '失聯',
    },
    reason: {
      signed_in: '剛登入',
      no_answer: '漏接來電',
      declined: '拒接來電',
      after_call: '通話後',
      window_closed: '視窗已關閉',
      phone_down: '電話無法使用',
      break: '休息',
      lunch: '午餐',
      meeting: '會議',
      training: '訓練',
      paperwork: '文書作業',
    },
  },
}
