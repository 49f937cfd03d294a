import type { LegPlace } from '#shared/protocol/call.ts'
import type { TwilioLeg } from './twilio-legs.ts'

/** Where a participant's voice goes: a supervisor who is muted, or coaches, is not in the conversation. */
export function readPlace(
  role: TwilioLeg['role'],
  now: { hold: boolean; coaching: boolean; muted: boolean },
): LegPlace {
  if (now.hold) return 'parked'
  return role === 'supervisor' && (now.coaching || now.muted) ? 'listening' : 'bridge'
}

/** How a leg stands that has just been answered and joins: a supervisor silently. */
export function readJoined(role: TwilioLeg['role']): { place: LegPlace; muted: boolean } {
  const muted = role === 'supervisor'
  return { place: readPlace(role, { hold: false, coaching: false, muted }), muted }
}
