import type { ConsultEnd, ConsultState, TerminationCause } from '#shared/protocol/call.ts'

/**
 * An agent asks somebody about a call and perhaps hands it over. Three people, one agent in the middle:
 *
 *                 target up                     swap
 *     ringing ───────────────► talking ◄─────────────────► aside
 *        │                      │   ▲                        │
 *        │                merge │   │ swap             merge │
 *        │                      ▼   │                        │
 *        │                      merged ◄─────────────────────┘
 *        │                      │
 *        │  ended: canceled (the agent lets go) · completed (the agent leaves, customer and target stay)
 *        └──────► · left (the target hung up) · declined, no_answer, busy, failed (never answered)
 *
 * `talking`: agent and target, the customer hears music. `aside`: agent and customer, the target hears music.
 * `merged`: all three. Where the legs stand decides, as the line told it; a command only asks the line.
 */
type Side = { state: 'dialing' | 'ringing' | 'up' | 'ended'; place: 'bridge' | 'parked' | 'listening' }

/** The state that follows from where customer and target stand; what is between two states stays what it was. */
export function readConsultState(before: ConsultState, customer: Side, target: Side): ConsultState {
  if (target.state !== 'up') return before
  const hears = (side: Side) => side.state === 'up' && side.place === 'bridge'
  if (hears(target)) return hears(customer) ? settleMerge(before) : 'talking'
  return hears(customer) ? whenParked(before) : before
}

/** A target who comes up in the bridge before the customer's way out of it was told has joined nobody's conference. */
function settleMerge(before: ConsultState): ConsultState {
  return before === 'ringing' ? 'ringing' : 'merged'
}

/** A target who is up but in no bridge is on the way in, unless they were in it before. */
function whenParked(before: ConsultState): ConsultState {
  return before === 'ringing' ? 'ringing' : 'aside'
}

/** Why a consult is over whose target's leg ended. */
export function readConsultEnd(state: ConsultState, cause: TerminationCause | null): ConsultEnd {
  if (state !== 'ringing') return 'left'
  switch (cause) {
    case 'busy':
      return 'busy'
    case 'rejected':
      return 'declined'
    case 'no_answer':
    case 'canceled':
      return 'no_answer'
    default:
      return 'failed'
  }
}
