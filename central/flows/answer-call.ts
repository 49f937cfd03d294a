import { toCallFacts } from '#central/calls/call-facts.ts'
import { agentStates, type CallRow, lockCall, updateCall } from '#central/calls/call-rows.ts'
import { insertLeg, listLegs } from '#central/calls/leg-rows.ts'
import { endOffer, findOffer } from '#central/calls/offer-rows.ts'
import { findRecordingOfCall } from '#central/calls/recording-rows.ts'
import { cancelTimer } from '#central/db/timers.ts'
import { assignInteraction } from '#central/interactions/assign-interaction.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { CallId, InteractionId, LegId, type OfferId, type UserId } from '#shared/protocol/ids.ts'
import { answerConsult } from './consult/answer-consult.ts'
import { dialAgent } from './dial-agent.ts'
import { readLineControls } from './line-controls.ts'
import { moveAgentBy } from './move-agent.ts'
import { type Flow, type FlowContext, runFlow } from './run-flow.ts'

/**
 * The agent takes the offered call: it is theirs from here on, and their line is dialled. Refused with `offer_taken`
 * when somebody else was quicker, `offer_gone` when the offer is over. Answering one's own offer twice is harmless.
 */
export function answerCall(
  context: FlowContext,
  { userId, offerId }: { userId: UserId; offerId: OfferId },
): Promise<Outcome<null>> {
  return runFlow(context, async (flow) => {
    const offer = await findOffer(flow.tx, offerId)
    if (!offer) return refuse('offer_gone')
    if (offer.user_id !== userId) return refuse('offer_taken')
    const call = await lockCall(flow.tx, offer.call_id)
    if (!call) return refuse('offer_gone')
    if (offer.kind === 'consult') return answerConsult(flow, call, offer)
    if (call.agent_id === userId && agentStates.includes(call.state) && offer.outcome === 'answered')
      return accept(null)
    const isOpen = call.state === 'offered' && call.agent_id === userId && offer.expires_at > flow.now
    if (!isOpen) return refuse('offer_gone')
    if (!(await endOffer(flow.tx, offerId, { outcome: 'answered', now: flow.now, declineReason: null }))) {
      return refuse('offer_gone')
    }
    await connectAgent(flow, call, userId, offerId)
    return accept(null)
  })
}

async function connectAgent(flow: Flow, call: CallRow, userId: UserId, offerId: OfferId): Promise<void> {
  const { tx, now } = flow
  await cancelTimer(tx, 'offer-expiry', offerId)
  await cancelTimer(tx, 'max-wait', call.id)
  const taken = await updateCall(tx, call, { state: 'connecting' })
  const legId = LegId.parse(flow.newId())
  const leg = { id: legId, call_id: call.id, role: 'agent' as const, user_id: userId, vendor_id: null }
  await insertLeg(tx, { ...leg, state: 'dialing', place: 'parked', now })
  await assignInteraction(tx, { id: InteractionId.parse(call.interaction_id), userId })
  await flow.emit(userId, { type: 'offer.ended', offerId, reason: 'answered' })
  const controls = readLineControls(flow.context.lines, call.provider)
  const recording = await findRecordingOfCall(tx, call.id)
  const facts = toCallFacts(taken, await listLegs(tx, [call.id]), {
    userId,
    controls,
    consult: null,
    monitor: null,
    recording,
  })
  await flow.emit(userId, { type: 'call.answered', call: facts })
  await moveAgentBy(flow, userId, { type: 'answered', callId: CallId.parse(call.id) })
  await dialAgent(flow, taken, { legId, userId })
}
