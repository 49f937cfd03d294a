/** Written down once more, apart from the product's own tables: what may follow what. */
export const legalCallMoves: Record<string, readonly string[]> = {
  queued: ['offered', 'ended'],
  offered: ['queued', 'connecting', 'ended'],
  connecting: ['connected', 'queued', 'parked', 'ended'],
  connected: ['offered', 'queued', 'parked', 'handed_on', 'ended'],
  parked: ['connecting', 'offered', 'queued', 'ended'],
  handed_on: ['queued', 'ended'],
  ended: [],
}

export const legalAgentMoves: Record<string, readonly string[]> = {
  offline: ['not_ready'],
  not_ready: ['available', 'on_call', 'offline', 'unreachable'],
  available: ['offered', 'on_call', 'not_ready', 'offline', 'unreachable'],
  offered: ['on_call', 'available', 'not_ready', 'offline', 'unreachable'],
  on_call: ['wrap_up', 'available', 'not_ready', 'offline', 'unreachable'],
  wrap_up: ['on_call', 'available', 'not_ready', 'offline', 'unreachable'],
  unreachable: ['on_call', 'wrap_up', 'available', 'not_ready', 'offline'],
}
