import { insertConsult } from '#central/calls/consult-rows.ts'
import { insertLeg } from '#central/calls/leg-rows.ts'
import { guardOf } from '#central/flows/guard-number.ts'
import { readLineControls } from '#central/flows/line-controls.ts'
import { announceOffer } from '#central/flows/place-call.ts'
import type { Flow, FlowContext } from '#central/flows/run-flow.ts'
import type { Step } from '#central/flows/sequence.ts'
import { type CallTarget, type Held, type Plan, steer } from '#central/flows/steer-call.ts'
import { readQueue } from '#central/routing/queues.ts'
import type { ConsultTarget } from '#shared/protocol/call.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { LegId, type UserId } from '#shared/protocol/ids.ts'
import { claimTarget } from './claim-target.ts'
import { readTargetNumber } from './read-target-number.ts'
import { TARGET_RINGS_MS, watchTarget } from './target-rings.ts'
import { tellConsult } from './tell-consult.ts'

/**
 * Asks somebody about the call: the customer hears music, a colleague is offered it, a number is dialled. Refused when
 * somebody is asked already, when the line cannot, and when the colleague is not free.
 */
export function beginConsult(
  context: FlowContext,
  { to, ...target }: CallTarget & { to: ConsultTarget },
): Promise<Outcome<null>> {
  return steer(context, target, (held, flow) => {
    // an agent whose line has dropped is about to lose the call: nobody may be asked about it for them
    if (held.call.state !== 'connected' || held.agentLeg.state !== 'up') return refuse('call_wrong_state')
    if (held.consult) return refuse('consult_wrong_state')
    if (!readLineControls(context.lines, held.call.provider).transfer) return refuse('line_unsupported')
    return to.kind === 'agent'
      ? askAgent(flow, held, { from: target.userId, to: to.userId })
      : askNumber(flow, held, { from: target.userId, number: to.number })
  })
}

const parkWithMusic = ({ customer }: Held): Step => ({
  ...{ op: 'park', legId: LegId.parse(customer.id), sound: { kind: 'music' } },
})

async function askAgent(flow: Flow, held: Held, { from, to }: { from: UserId; to: UserId }): Promise<Outcome<Plan>> {
  const { call } = held
  const claimed = await claimTarget(flow, from, to)
  if (!claimed.ok) return claimed
  const offerId = claimed.value
  const consult = await insertConsult(flow.tx, {
    ...{ id: flow.newId(), call_id: call.id, by_user_id: from, to_user_id: to, to_number: null },
    ...{ leg_id: null, offer_id: offerId, started_at: flow.now },
  })
  const queue = await readQueue(flow.tx, call.queue_id ?? '')
  await announceOffer(flow, call, queue, { offerId, userId: to, kind: 'consult', fromUserId: from })
  await tellConsult(flow, call, consult)
  return accept({ name: 'consult', steps: [parkWithMusic(held)] })
}

async function askNumber(
  flow: Flow,
  held: Held,
  { from, number }: { from: UserId; number: string },
): Promise<Outcome<Plan>> {
  const { call } = held
  const read = await readTargetNumber(guardOf(flow), call, { userId: from, number })
  if (!read.ok) return read
  const legId = LegId.parse(flow.newId())
  const leg = { id: legId, call_id: call.id, role: 'target' as const, user_id: null, vendor_id: null }
  await insertLeg(flow.tx, { ...leg, state: 'dialing', place: 'parked', now: flow.now })
  await watchTarget(flow, legId)
  const consult = await insertConsult(flow.tx, {
    ...{ id: flow.newId(), call_id: call.id, by_user_id: from, to_user_id: null, to_number: read.value },
    ...{ leg_id: legId, offer_id: null, started_at: flow.now },
  })
  await tellConsult(flow, call, consult)
  const to = { kind: 'number' as const, address: read.value }
  const dial: Step = { op: 'dial', legId, role: 'target', to, from: call.dialled_number, ...patience }
  return accept({ name: 'consult', steps: [parkWithMusic(held), dial], aboutLegId: legId })
}

/** Who is dialled outside picks up as anybody does: no key to press. */
const patience = { timeoutMs: TARGET_RINGS_MS, confirm: false }
