import { CallId } from '#shared/protocol/ids.ts'
import { live } from './on-calls.ts'
import { onOwnCall } from './on-transfers.ts'
import type { At } from './send.ts'

export function park(at: At): boolean {
  return onOwnCall(at, ({ callId }) => ({ type: 'call.park', callId }))
}

/** One of the list of parked calls, which is shown a second late: it may be gone, or on its way to somebody. */
export function pickUp(at: At): boolean {
  const { centralDisk } = at.world
  if (centralDisk.raw.inTransaction) return false
  const parked = centralDisk.rows('select id from call where parked_by is not null order by id', [])
  const call = at.dice.pick(parked.map(({ id }) => String(id)))
  return call === undefined ? false : live(at, { type: 'call.pick-up', callId: CallId.parse(call) })
}
