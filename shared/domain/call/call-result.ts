import type { EndedBy } from '#shared/protocol/call.ts'

export type CallResult = 'handled' | 'abandoned' | 'short_abandoned' | 'turned_away' | 'voicemail'

/**
 * What an ended call counts as. Answered: handled, whoever ended it. Ended by the queue's treatment: turned away,
 * or voicemail when the caller left a message.
 * Else the caller left: within `shortAbandonMs` of arriving it is a short abandon, counted apart.
 */
export function classifyCall(call: {
  arrivedAt: number
  answeredAt: number | null
  endedAt: number
  endedBy: EndedBy
  shortAbandonMs: number
  leftMessage: boolean
}): CallResult {
  if (call.answeredAt !== null) return 'handled'
  if (call.endedBy === 'queue') return call.leftMessage ? 'voicemail' : 'turned_away'
  return call.endedAt - call.arrivedAt < call.shortAbandonMs ? 'short_abandoned' : 'abandoned'
}
