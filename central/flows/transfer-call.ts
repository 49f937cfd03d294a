import { updateCall } from '#central/calls/call-rows.ts'
import { insertLeg } from '#central/calls/leg-rows.ts'
import { findQueue, isStaffed, readQueue } from '#central/routing/queues.ts'
import type { TransferTarget } from '#shared/protocol/call.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { LegId, type QueueId, type UserId } from '#shared/protocol/ids.ts'
import { claimTarget } from './consult/claim-target.ts'
import { leaveToOutside, releaseOwner, takenBack } from './consult/hand-over.ts'
import { readTargetNumber } from './consult/read-target-number.ts'
import { TARGET_RINGS_MS, watchTarget } from './consult/target-rings.ts'
import { guardOf } from './guard-number.ts'
import { readLineControls } from './line-controls.ts'
import { announceOffer } from './place-call.ts'
import type { Flow, FlowContext } from './run-flow.ts'
import type { Step } from './sequence.ts'
import { type CallTarget, type Held, type Plan, steer } from './steer-call.ts'
import { backInLine, FIRST_IN_LINE } from './wait-in-line.ts'

/**
 * Sends the call on without asking: to a colleague, who is rung, to a queue, where it keeps the place of its arrival,
 * or to a number. Who had it is in wrap-up at once. Nobody takes it: first in line in its queue.
 */
export function transferCall(
  context: FlowContext,
  { to, ...target }: CallTarget & { to: TransferTarget },
): Promise<Outcome<null>> {
  return steer(context, target, (held, flow) => {
    if (held.call.state !== 'connected' || held.agentLeg.state !== 'up') return refuse('call_wrong_state')
    if (held.consult) return refuse('consult_wrong_state')
    if (!readLineControls(context.lines, held.call.provider).transfer) return refuse('line_unsupported')
    switch (to.kind) {
      case 'agent':
        return sendToAgent(flow, held, { from: target.userId, to: to.userId })
      case 'queue':
        return sendToQueue(flow, held, to.queueId)
      case 'number':
        return sendToNumber(flow, held, { from: target.userId, number: to.number })
      default:
        return to satisfies never
    }
  })
}

async function sendToAgent(flow: Flow, held: Held, { from, to }: { from: UserId; to: UserId }): Promise<Outcome<Plan>> {
  const claimed = await claimTarget(flow, from, to)
  if (!claimed.ok) return claimed
  await releaseOwner(flow, held.call)
  const call = await updateCall(flow.tx, held.call, {
    ...takenBack(held.call),
    ...{ state: 'offered', agent_id: to, queue_position_at: FIRST_IN_LINE },
  })
  const queue = await readQueue(flow.tx, call.queue_id ?? '')
  await announceOffer(flow, call, queue, { offerId: claimed.value, userId: to, kind: 'transfer', fromUserId: from })
  return accept({ name: 'hand-on', steps: leave(held, 'ringback') })
}

async function sendToQueue(flow: Flow, held: Held, queueId: QueueId): Promise<Outcome<Plan>> {
  const queue = await findQueue(flow.tx, queueId)
  // a queue that would send the customer away at once takes nobody
  const serves = queue && (queue.treatment === 'keep_waiting' || (await isStaffed(flow.tx, queueId)))
  if (!serves) return refuse('target_not_found')
  await releaseOwner(flow, held.call)
  const waiting = { state: 'queued' as const, agent_id: null, queue_id: queueId }
  await backInLine(flow, await updateCall(flow.tx, held.call, { ...takenBack(held.call), ...waiting }), queue)
  return accept({ name: 'hand-on', steps: leave(held, 'music') })
}

async function sendToNumber(
  flow: Flow,
  held: Held,
  { from, number }: { from: UserId; number: string },
): Promise<Outcome<Plan>> {
  const { call } = held
  const read = await readTargetNumber(guardOf(flow), call, { userId: from, number })
  if (!read.ok) return read
  await releaseOwner(flow, call)
  await leaveToOutside(flow, call)
  const legId = LegId.parse(flow.newId())
  const leg = { id: legId, call_id: call.id, role: 'target' as const, user_id: null, vendor_id: null }
  await insertLeg(flow.tx, { ...leg, state: 'dialing', place: 'parked', now: flow.now })
  await watchTarget(flow, legId)
  const to = { kind: 'number' as const, address: read.value }
  const dial: Step = {
    ...{ op: 'dial', legId, role: 'target', to, from: call.dialled_number },
    ...{ timeoutMs: TARGET_RINGS_MS, confirm: false },
  }
  return accept({ name: 'hand-on', steps: [...leave(held, 'ringback'), dial], aboutLegId: legId })
}

function leave({ customer, agentLeg }: Held, kind: 'music' | 'ringback'): Step[] {
  return [
    { op: 'park', legId: LegId.parse(customer.id), sound: { kind } },
    { op: 'hang-up', legId: LegId.parse(agentLeg.id), cause: 'normal' },
  ]
}
