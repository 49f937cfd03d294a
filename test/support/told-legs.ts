import type { LineEvent } from '#central/telephony/adapter.ts'
import { applyLegFact, type LegStanding } from '#shared/domain/call/leg-fact.ts'

/** Where the legs stand after these facts: once per key, each leg forward only, as central takes them in. */
export function tellLegs(events: readonly LineEvent[]): Record<string, LegStanding> {
  const legs: Record<string, LegStanding> = {}
  const seen = new Set<string>()
  for (const event of events) {
    if (seen.has(event.key) || (event.type !== 'leg' && event.type !== 'leg-ended')) continue
    seen.add(event.key)
    const before = legs[event.legId] ?? { state: 'dialing', place: 'parked', muted: false, since: 0, cause: null }
    legs[event.legId] = applyLegFact(before, event)
  }
  return legs
}
