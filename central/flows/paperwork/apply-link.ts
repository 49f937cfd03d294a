import { discardUnlessConsented } from '#central/flows/recording/discard-recording.ts'
import { linkInteraction } from '#central/interactions/link-interaction.ts'
import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { CustomerId, InteractionId } from '#shared/protocol/ids.ts'
import { type Arrival, applied, type Batch, flushBatch, reject, type Verdict } from './batch.ts'
import { mayWorkOnInteraction } from './rights.ts'

/** The agent says who it was: a candidate picked, a wrong match corrected, or (null) nobody we know. */
export async function applyLink(
  batch: Batch,
  arrival: Arrival,
  body: Extract<PaperworkBody, { type: 'interaction.link' }>,
): Promise<Verdict> {
  const interaction = batch.known.interactions.get(body.interactionId)
  if (!interaction) return reject('interaction_not_found')
  if (!mayWorkOnInteraction(batch.user, interaction)) return reject('forbidden')
  if (body.customerId !== null && !batch.known.customers.has(body.customerId)) return reject('customer_not_found')
  await moveInteraction(batch, arrival, { ...body, reason: 'chosen_by_agent' })
  return applied
}

/** Moves it, once, and tells the agent's desk. */
export async function moveInteraction(
  batch: Batch,
  arrival: Arrival,
  move: {
    interactionId: InteractionId
    customerId: CustomerId | null
    reason: 'chosen_by_agent' | 'created_by_agent'
  },
): Promise<void> {
  const { flow, user, known } = batch
  // a follow-up of the same batch must stand before it can move along
  await flushBatch(batch)
  const { interactionId, customerId, reason } = move
  const moved = await linkInteraction(flow.tx, {
    interactionId,
    customerId,
    reason,
    userId: user.userId,
    historyId: arrival.commandId,
    now: flow.now,
  })
  const interaction = known.interactions.get(interactionId)
  if (interaction) interaction.customerId = customerId
  if (!moved) return
  await discardUnlessConsented(flow, { interactionId, customerId, userId: user.userId })
  await flow.emit(user.userId, { type: 'interaction.linked', interactionId, customerId })
}
