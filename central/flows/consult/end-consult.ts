import { type CallRow, lockCall } from '#central/calls/call-rows.ts'
import { type ConsultRow, findOpenConsult, updateConsult } from '#central/calls/consult-rows.ts'
import { type LegRow, listLegs } from '#central/calls/leg-rows.ts'
import { endOffer } from '#central/calls/offer-rows.ts'
import { cancelTimer } from '#central/db/timers.ts'
import { hangUp } from '#central/flows/away/away.ts'
import { moveAgentBy } from '#central/flows/move-agent.ts'
import { type Flow, type FlowContext, runFlow } from '#central/flows/run-flow.ts'
import { type Step, startSequence } from '#central/flows/sequence.ts'
import type { ConsultEnd } from '#shared/protocol/call.ts'
import { CallId, OfferId, UserId } from '#shared/protocol/ids.ts'
import { tellConsult } from './tell-consult.ts'

type Asked = { call: CallRow; legs: readonly LegRow[]; consult: ConsultRow }

/**
 * Nobody is asked any more: a colleague who rings is not, one who answered is free again. Who asked is told why and
 * still has the customer, who stays where they are. Answers what the line has to do for it.
 */
export async function endConsult(flow: Flow, { call, legs, consult }: Asked, outcome: ConsultEnd): Promise<Step[]> {
  const over = await updateConsult(flow.tx, consult, { ended_at: flow.now, outcome })
  await cancelTimer(flow.tx, 'consult-away', call.id)
  await tellConsult(flow, call, over)
  if (consult.to_user_id !== null) await releaseAgent(flow, call, over, UserId.parse(consult.to_user_id))
  return listTargetLegs(legs, consult).map(hangUp)
}

/** The legs that still stand of who is asked: two while a console that came back is dialled. */
export function listTargetLegs(legs: readonly LegRow[], { leg_id: legId, to_user_id: userId }: ConsultRow): LegRow[] {
  const isTheirs = (leg: LegRow) => leg.role === 'target' && userId !== null && leg.user_id === userId
  return legs.filter((leg) => (leg.id === legId || isTheirs(leg)) && leg.state !== 'ended')
}

async function releaseAgent(flow: Flow, call: CallRow, consult: ConsultRow, userId: UserId): Promise<void> {
  if (consult.leg_id !== null) {
    await flow.emit(userId, { type: 'call.left', callId: CallId.parse(call.id), at: flow.now, why: 'released' })
    const input = isUnreached(consult)
      ? { type: 'line-failed' as const }
      : { type: 'call-left' as const, wrapUpId: null }
    await moveAgentBy(flow, userId, input)
    return
  }
  const offerId = OfferId.parse(consult.offer_id)
  // over already when the colleague turned it down: then their state has moved with it
  if (!(await endOffer(flow.tx, offerId, { outcome: 'withdrawn', now: flow.now, declineReason: null }))) return
  await cancelTimer(flow.tx, 'offer-expiry', offerId)
  await flow.emit(userId, { type: 'offer.ended', offerId, reason: 'withdrawn' })
  await moveAgentBy(flow, userId, { type: 'offer-ended', reason: 'withdrawn' })
}

/** Took the offer, but their telephone was not picked up: the next call would ring there in vain. */
function isUnreached({ outcome }: ConsultRow): boolean {
  return outcome === 'no_answer' || outcome === 'busy' || outcome === 'failed' || outcome === 'declined'
}

/** The consult is over and whoever was still on its line is let go. */
export async function dropConsult(flow: Flow, asked: Asked, outcome: ConsultEnd): Promise<void> {
  const steps = await endConsult(flow, asked, outcome)
  const { provider, id } = asked.call
  await startSequence(flow, { provider, callId: id, name: 'rearrange', steps })
}

/** The line could not reach whoever was to be asked. `legId`: whom it dialled; somebody asked since then still is. */
export async function failConsult(context: FlowContext, callId: string, legId: string | null): Promise<void> {
  await runFlow(context, async (flow) => {
    const call = await lockCall(flow.tx, callId)
    const consult = call && (await findOpenConsult(flow.tx, callId))
    if (!call || consult?.state !== 'ringing' || (legId !== null && consult.leg_id !== legId)) return
    await dropConsult(flow, { call, consult, legs: await listLegs(flow.tx, [callId]) }, 'failed')
  })
}
