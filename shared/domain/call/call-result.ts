import type { EndedBy } from '#shared/protocol/call.ts'

export type CallResult = 'handled' | 'abandoned' | 'short_abandoned' | 'turned_away'

/**
 * What an ended call counts as. Answered: handled, whoever ended it. Ended by the queue's treatment: turned away.
 * Else the caller left: within `shortAbandonMs` of arriving it is a short abandon, counted apart.
 */
export function classifyCall(call: {
  arrivedAt: number
  answeredAt: number | null
  endedAt: number
  endedBy: EndedBy
  shortAbandonMs: number
}): CallResult {
  if (call.answeredAt !== null) return 'handled'
  if (call.endedBy === 'queue') return 'turned_away'
  return call.endedAt - call.arrivedAt < call.shortAbandonMs ? 'short_abandoned' : 'abandoned'
}
