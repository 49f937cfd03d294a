import type { CallFacts, ConsultTarget, TransferTarget } from '#shared/protocol/call.ts'
import type { LiveCommand } from '#shared/protocol/command/live.ts'
import { QueueId, UserId } from '#shared/protocol/ids.ts'
import { OUTSIDE } from '#test/simulation/world/outside-phones.ts'
import { SUPPORT_QUEUE } from '#test/support/call-floor.ts'
import { live } from './on-calls.ts'
import type { At } from './send.ts'

const toColleague = ({ seat }: At) => ({
  kind: 'agent' as const,
  userId: UserId.parse(seat.user === 'ava' ? 'ben' : 'ava'),
})
const toNumber = ({ dice }: At) => ({ kind: 'number' as const, number: dice.pick(OUTSIDE) ?? OUTSIDE[0] })
const toQueue = () => ({ kind: 'queue' as const, queueId: QueueId.parse(SUPPORT_QUEUE) })

/** Mostly a colleague who is free; one who is not is asked now and then all the same, and refused. */
export function ask(at: At): boolean {
  const seats = [...at.world.seats.values()]
  const isFree = seats.some(
    ({ user, console }) => user !== at.seat.user && console.projection()?.state.kind === 'available',
  )
  const to: ConsultTarget = at.dice.chance(isFree ? 0.9 : 0.3) ? toColleague(at) : toNumber(at)
  return onOwnCall(at, ({ callId }) => ({ type: 'call.consult', callId, to }))
}

export function sendOn(at: At): boolean {
  const make = at.dice.pick([toColleague, toNumber, toQueue])
  const to: TransferTarget = make ? make(at) : toQueue()
  return onOwnCall(at, ({ callId }) => ({ type: 'call.transfer', callId, to }))
}

export function pressKeys(at: At): boolean {
  return onOwnCall(at, ({ callId }) => ({ type: 'call.keypad', callId, digits: '12#' }))
}

/** What is asked of a call while somebody else is asked about it; now and then too late or too early. */
export function steerConsult(type: 'call.swap' | 'call.merge' | 'call.complete' | 'call.cancel-consult') {
  return (at: At) => onOwnCall(at, ({ callId, consult }) => (consult || at.dice.chance(0.01) ? { type, callId } : null))
}

/** Who is asked about a call leaves it again. */
export function leave(at: At): boolean {
  return onCallAs(at, 'consulted', ({ callId }) => ({ type: 'call.hang-up', callId }))
}

export function onOwnCall(at: At, make: (call: CallFacts) => LiveCommand | null): boolean {
  return onCallAs(at, 'owner', make)
}

function onCallAs(at: At, part: CallFacts['part'], make: (call: CallFacts) => LiveCommand | null): boolean {
  const call = at.seat.console.projection()?.calls.find((one) => one.call.part === part)?.call
  const command = call ? make(call) : null
  return command ? live(at, command) : false
}
