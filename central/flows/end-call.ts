import { type CallRow, updateCall } from '#central/calls/call-rows.ts'
import { findOpenConsult } from '#central/calls/consult-rows.ts'
import { type LegRow, listLegs } from '#central/calls/leg-rows.ts'
import { findMonitor } from '#central/calls/monitor-rows.ts'
import { endOffer, findOpenOfferOfCall } from '#central/calls/offer-rows.ts'
import { findMessage } from '#central/calls/recording-rows.ts'
import { cancelTimer } from '#central/db/timers.ts'
import { closeInteraction } from '#central/interactions/close-interaction.ts'
import { readQueue } from '#central/routing/queues.ts'
import { findAgentLeg, findCustomerLeg } from '#shared/domain/call/call-legs.ts'
import { classifyCall } from '#shared/domain/call/call-result.ts'
import {
  type EndedBy,
  EndedBy as EndedBySchema,
  type TerminationCause,
  type Unanswered,
} from '#shared/protocol/call.ts'
import { CallId, InteractionId, LegId, OfferId, UserId } from '#shared/protocol/ids.ts'
import { forgetAway } from './away/away.ts'
import { beginWrapUp } from './begin-wrap-up.ts'
import { endConsult } from './consult/end-consult.ts'
import { endMonitor } from './monitor/end-monitor.ts'
import { moveAgentBy } from './move-agent.ts'
import { forgetParked } from './park/put-back.ts'
import type { Flow } from './run-flow.ts'
import { startSequence } from './sequence.ts'

/** `unanswered`: what an agent who called is told instead of the cause, when nobody was reached. */
export type CallEnding = { endedBy: EndedBy; cause: TerminationCause; unanswered?: Unanswered }

/**
 * The customer is gone and the call, held by this transaction, is over for good: its interaction is closed, an
 * agent who was offered it is freed, one who accepted it gets the wrap-up, and legs that remain are hung up.
 */
export async function endCall(flow: Flow, call: CallRow, ending: CallEnding): Promise<void> {
  const { tx } = flow
  const { endedBy: observed, cause } = ending
  // another node's clock, or this machine's before a restart, may have been ahead: no call ends before it began
  const now = Math.max(flow.now, call.arrived_at, call.answered_at ?? 0, call.held_since ?? 0)
  // a hang-up or treatment that we commanded was noted on the call before the line carried it out
  const endedBy = call.ended_by === null ? observed : EndedBySchema.parse(call.ended_by)
  const queue = call.queue_id === null ? null : await readQueue(tx, call.queue_id)
  const legs = await listLegs(tx, [call.id])
  const arrivedAt = call.arrived_at
  const answeredAt = call.answered_at ?? findUnseenAnswer(call, legs, now)
  const shortAbandonMs = queue?.short_abandon_ms ?? 0
  // who handed it on had handled it already
  const handledAt = call.first_answered_at ?? answeredAt
  const isMissed = call.direction === 'outbound' && handledAt === null && findCustomerLeg(legs)?.up_at == null
  // only whom the queue sent away was asked for one
  const leftMessage = endedBy === 'queue' && (await findMessage(tx, call.id))?.state === 'ready'
  const result = isMissed
    ? 'missed'
    : classifyCall({ arrivedAt, answeredAt: handledAt, endedAt: now, endedBy, shortAbandonMs, leftMessage })
  const heldMs = call.held_ms + (call.held_since === null ? 0 : Math.max(0, now - call.held_since))
  await updateCall(tx, call, {
    state: 'ended',
    answered_at: answeredAt,
    ended_at: now,
    ended_by: endedBy,
    cause,
    held_since: null,
    held_ms: heldMs,
    ...{ parked_by: null, parked_at: null },
  })
  const talkMs = answeredAt === null ? null : Math.max(0, now - answeredAt)
  await closeInteraction(tx, {
    id: InteractionId.parse(call.interaction_id),
    endedAt: now,
    result,
    durationMs: handledAt === null ? null : Math.max(0, now - handledAt),
  })
  await cancelTimer(tx, 'max-wait', call.id)
  if (endedBy === 'queue') await cancelTimer(tx, 'message', call.id)
  await cancelTimer(tx, 'join', call.id)
  await forgetAway(flow, call)
  await forgetParked(flow, call)
  if (call.state === 'offered') await withdrawOffer(flow, call)
  const consult = call.state === 'connected' ? await findOpenConsult(tx, call.id) : null
  // whose lines these are, they are hung up with the rest
  if (consult) await endConsult(flow, { call, legs, consult }, 'left')
  const monitor = await findMonitor(tx, call.id)
  if (monitor) await endMonitor(flow, { call, legs, monitor }, 'call_ended')
  if (call.agent_id !== null && (call.state === 'connecting' || call.state === 'connected')) {
    const userId = UserId.parse(call.agent_id)
    await flow.emit(userId, { type: 'call.ended', callId: CallId.parse(call.id), endedAt: now, cause, endedBy })
    const unanswered = isMissed ? (endedBy === 'agent' ? 'canceled' : (ending.unanswered ?? cause)) : null
    await beginWrapUp(flow, call, userId, { queue, talkMs: talkMs ?? 0, handedOn: false, unanswered })
  }
  await hangUpRest(flow, call, legs)
}

/** The agent's line was up before the customer left, though nobody had yet heard that the two were joined. */
function findUnseenAnswer(call: CallRow, legs: readonly LegRow[], now: number): number | null {
  if (call.state !== 'connecting') return null
  // who was called came up after the agent, who was there before anybody rang
  if (call.direction === 'outbound' && legs.filter((leg) => leg.role === 'agent').length === 1) {
    const cameUpAt = findCustomerLeg(legs)?.up_at ?? null
    return cameUpAt === null ? null : Math.min(Math.max(cameUpAt, call.arrived_at), now)
  }
  const upAt = findAgentLeg(legs, call.agent_id)?.up_at ?? null
  const customer = findCustomerLeg(legs)
  if (upAt === null || !customer || (customer.state === 'ended' && upAt > customer.since)) return null
  return Math.min(Math.max(upAt, call.arrived_at), now)
}

async function withdrawOffer(flow: Flow, call: CallRow): Promise<void> {
  const offer = await findOpenOfferOfCall(flow.tx, call.id)
  if (!offer) return
  await endOffer(flow.tx, offer.id, { outcome: 'caller_gone', now: flow.now, declineReason: null })
  await cancelTimer(flow.tx, 'offer-expiry', offer.id)
  const userId = UserId.parse(offer.user_id)
  await flow.emit(userId, { type: 'offer.ended', offerId: OfferId.parse(offer.id), reason: 'caller_gone' })
  await moveAgentBy(flow, userId, { type: 'offer-ended', reason: 'caller_gone' })
}

async function hangUpRest(flow: Flow, call: CallRow, legs: readonly LegRow[]): Promise<void> {
  const rest = legs.filter((leg) => leg.state !== 'ended' && (leg.role !== 'customer' || call.direction === 'outbound'))
  await startSequence(flow, {
    provider: call.provider,
    callId: call.id,
    name: 'hang-up',
    steps: rest.map((leg) => ({ op: 'hang-up', legId: LegId.parse(leg.id), cause: 'normal' })),
  })
}
