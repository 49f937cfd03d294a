import type { LiveCommand } from '#shared/protocol/command/live.ts'
import type { Seat } from '#test/simulation/world/world.ts'
import { type At, send } from './send.ts'

export const live = (at: At, command: LiveCommand) => send(at, { kind: 'live', command })

/** Somebody ready or busy has nothing to ask for, or seldom does. */
export function beAvailable(at: At): boolean {
  const kind = at.seat.console.projection()?.state.kind
  if (kind !== 'not_ready' && kind !== 'offline' && !at.dice.chance(0.05)) return false
  return live(at, { type: 'agent.set-state', state: { kind: 'available' } })
}

export function answer(at: At): boolean {
  const offer = at.seat.console.projection()?.offer
  return offer ? live(at, { type: 'call.answer', offerId: offer.facts.offerId }) : false
}

export function decline(at: At): boolean {
  const offer = at.seat.console.projection()?.offer
  return offer ? live(at, { type: 'call.decline', offerId: offer.facts.offerId, reason: 'busy' }) : false
}

type CallIdOf = NonNullable<ReturnType<Seat['console']['projection']>>['calls'][number]['call']['callId']

export function onCall(at: At, make: (callId: CallIdOf) => LiveCommand): boolean {
  const call = at.seat.console.projection()?.calls[0]?.call
  return call ? live(at, make(call.callId)) : false
}

export function steer(at: At): boolean {
  const type = at.dice.pick(['call.hold', 'call.resume', 'call.mute', 'call.unmute'] as const) ?? 'call.hold'
  return onCall(at, (callId) => ({ type, callId }))
}

export function extend(at: At): boolean {
  const wrapUp = at.seat.console.projection()?.wrapUps[0]?.facts
  return wrapUp ? live(at, { type: 'wrap-up.extend', wrapUpId: wrapUp.wrapUpId }) : false
}

export function takeOver(at: At): boolean {
  if (at.seat.console.link() !== 'fenced') return false
  return send(at, { kind: 'local', command: { type: 'desk.take-over' } })
}
