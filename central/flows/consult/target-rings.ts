import { lockCall } from '#central/calls/call-rows.ts'
import { findOpenConsult } from '#central/calls/consult-rows.ts'
import { findLeg, listLegs } from '#central/calls/leg-rows.ts'
import { takeBack } from '#central/flows/follow-handed-on.ts'
import type { Flow } from '#central/flows/run-flow.ts'
import { startSequence } from '#central/flows/sequence.ts'
import { setDue } from '#central/flows/set-due.ts'
import { LegId } from '#shared/protocol/ids.ts'
import { dropConsult } from './end-consult.ts'

/** How long who is called into a call is rung. */
export const TARGET_RINGS_MS = 30_000
/** The line ends the ringing itself; one that has forgotten to is not waited for. */
const LINE_IS_LATE_MS = 10_000

export function watchTarget(flow: Flow, legId: LegId): Promise<void> {
  return setDue(flow, 'target-rings', legId, flow.now + TARGET_RINGS_MS + LINE_IS_LATE_MS)
}

/**
 * Who was called is not in the conversation by now: never answered, or up and not let in by the line. Whoever asked is
 * told that nobody answered; a customer who was sent on is first in line again. Anybody else is long in the call.
 */
export async function giveUpTarget(flow: Flow, legId: string): Promise<void> {
  const dialled = await findLeg(flow.tx, legId)
  const call = dialled && (await lockCall(flow.tx, dialled.call_id))
  if (!call || call.state === 'ended' || call.ended_by !== null) return
  const legs = await listLegs(flow.tx, [call.id])
  const leg = legs.find(({ id }) => id === legId)
  if (!leg || leg.state === 'ended') return
  const consult = await findOpenConsult(flow.tx, call.id)
  if (consult?.leg_id === legId && consult.state === 'ringing') {
    return dropConsult(flow, { call, legs, consult }, 'no_answer')
  }
  const isLast = legs.findLast(({ role }) => role === 'target')?.id === legId
  if (call.state !== 'handed_on' || !isLast || (leg.state === 'up' && leg.place === 'bridge')) return
  const steps = [{ op: 'hang-up' as const, legId: LegId.parse(legId), cause: 'no_answer' as const }]
  await startSequence(flow, { provider: call.provider, callId: call.id, name: 'rearrange', steps })
  await takeBack(flow, call)
}
