import type { LineEvent } from '#central/telephony/adapter.ts'
import type { LegPlace, LegRole } from '#shared/protocol/call.ts'

/** What a provider tells about one leg. */
export type LegEvent = Extract<LineEvent, { type: 'leg' | 'leg-ended' }>

/**
 * A line cannot tell a supervisor who listens from one who is muted in the bridge. Who has taken the call over is in
 * the bridge, whatever it says.
 */
export function settlePlace<F extends { place: LegPlace }>(fact: F, role: LegRole): F {
  return fact.place === 'listening' && role !== 'supervisor' ? { ...fact, place: 'bridge' } : fact
}
