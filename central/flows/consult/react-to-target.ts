import type { CallRow } from '#central/calls/call-rows.ts'
import { type ConsultRow, updateConsult } from '#central/calls/consult-rows.ts'
import type { LegRow } from '#central/calls/leg-rows.ts'
import type { Flow } from '#central/flows/run-flow.ts'
import { startSequence } from '#central/flows/sequence.ts'
import { findCustomerLeg } from '#shared/domain/call/call-legs.ts'
import { readConsultEnd, readConsultState } from '#shared/domain/call/consult.ts'
import { type ConsultState, TerminationCause } from '#shared/protocol/call.ts'
import { LegId } from '#shared/protocol/ids.ts'
import { endConsult } from './end-consult.ts'
import { tellConsult } from './tell-consult.ts'

/** What follows for a consult from a leg of its call that moved: decided from where the legs stand now. */
export async function reactToTarget(
  flow: Flow,
  { call, legs, consult, moved }: { call: CallRow; legs: readonly LegRow[]; consult: ConsultRow; moved: LegRow },
): Promise<void> {
  const target = legs.find((leg) => leg.id === consult.leg_id)
  const customer = findCustomerLeg(legs)
  if (!target || !customer) return
  if (target.state === 'ended') {
    const cause = target.cause === null ? null : TerminationCause.parse(target.cause)
    await endConsult(flow, { call, legs, consult }, readConsultEnd(consult.state as ConsultState, cause))
    return
  }
  const state = readConsultState(consult.state as ConsultState, customer, target)
  if (state !== consult.state) {
    await tellConsult(flow, call, await updateConsult(flow.tx, consult, { state, since: flow.now }))
  } else if (moved.id === target.id && target.state === 'up' && state === 'ringing' && target.place !== 'bridge') {
    const { provider, id } = call
    const steps = [{ op: 'bridge' as const, legId: LegId.parse(target.id) }]
    await startSequence(flow, { provider, callId: id, name: 'rearrange', steps })
  }
}
