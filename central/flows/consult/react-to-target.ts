import type { CallRow } from '#central/calls/call-rows.ts'
import { type ConsultRow, updateConsult } from '#central/calls/consult-rows.ts'
import type { LegRow } from '#central/calls/leg-rows.ts'
import { cancelTimer } from '#central/db/timers.ts'
import type { Flow } from '#central/flows/run-flow.ts'
import { type Step, startSequence } from '#central/flows/sequence.ts'
import { findCustomerLeg } from '#shared/domain/call/call-legs.ts'
import { readConsultEnd, readConsultState } from '#shared/domain/call/consult.ts'
import { type ConsultState, TerminationCause } from '#shared/protocol/call.ts'
import { LegId } from '#shared/protocol/ids.ts'
import { mayComeBack, missConsulted } from './consulted-away.ts'
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
    if (await mayComeBack(flow, call, consult, target)) {
      return moved.id === target.id ? missConsulted(flow, call, consult) : undefined
    }
    const cause = target.cause === null ? null : TerminationCause.parse(target.cause)
    await endConsult(flow, { call, legs, consult }, readConsultEnd(consult.state as ConsultState, cause))
    return
  }
  const isUp = moved.id === target.id && target.state === 'up'
  const left = isUp ? findLeftLeg(legs, consult, target) : undefined
  if (left && (await cancelTimer(flow.tx, 'consult-away', call.id))) {
    await follow(flow, call, planReturn(consult, target, left))
    // on the way to where they were
    if (target.place !== (consult.state === 'aside' ? 'parked' : 'bridge')) return
  } else if (isUp && consult.state === 'ringing' && target.place !== 'bridge') {
    await follow(flow, call, [{ op: 'bridge', legId: LegId.parse(target.id) }])
  }
  const state = readConsultState(consult.state as ConsultState, customer, target)
  if (state === consult.state) return
  await tellConsult(flow, call, await updateConsult(flow.tx, consult, { state, since: flow.now }))
}

/** A colleague's console is back: on its new leg they are where they were, and muted if they were. */
function planReturn(consult: ConsultRow, target: LegRow, left: LegRow): Step[] {
  const legId = LegId.parse(target.id)
  const steps: Step[] = []
  if (consult.state === 'aside') steps.push({ op: 'park', legId, sound: { kind: 'music' } })
  else if (target.place !== 'bridge') steps.push({ op: 'bridge', legId })
  if (left.muted === 1 && target.muted === 0) steps.push({ op: 'mute', legId, on: true })
  return steps
}

/** The leg on which a colleague was in this consult before. */
function findLeftLeg(legs: readonly LegRow[], consult: ConsultRow, target: LegRow): LegRow | undefined {
  if (consult.to_user_id === null) return undefined
  const isTheirs = (leg: LegRow) => leg.role === 'target' && leg.user_id === consult.to_user_id && leg.up_at !== null
  return legs.findLast((leg) => isTheirs(leg) && leg.id !== target.id && leg.started_at >= consult.started_at)
}

const follow = (flow: Flow, { provider, id: callId }: CallRow, steps: Step[]) =>
  startSequence(flow, { provider, callId, name: 'rearrange', steps })
