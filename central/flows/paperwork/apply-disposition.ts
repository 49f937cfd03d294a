import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { type Arrival, applied, type Batch, reject, type Verdict } from './batch.ts'
import { planFollowUp } from './plan-follow-up.ts'
import { mayWorkOnInteraction } from './rights.ts'

/** The outcome of an interaction; a second one corrects the first. Its follow-up becomes the agent's task. */
export async function applyDisposition(
  batch: Batch,
  arrival: Arrival,
  body: Extract<PaperworkBody, { type: 'interaction.dispose' }>,
): Promise<Verdict> {
  const { flow, user, known, pending } = batch
  const interaction = known.interactions.get(body.interactionId)
  if (!interaction) return reject('interaction_not_found')
  if (!mayWorkOnInteraction(user, interaction)) return reject('forbidden')
  if (!known.dispositionCodes.has(body.code)) return reject('unknown_code', 'code')
  if (body.reasonCode !== null && !known.reasonCodes.has(body.reasonCode)) return reject('unknown_code', 'reasonCode')
  if (body.followUp) {
    const { interactionId } = body
    const planned = await planFollowUp(batch, body.followUp, { interactionId, customerId: interaction.customerId })
    if (planned.result === 'rejected') return planned
  }
  pending.dispositions.push({
    id: arrival.commandId,
    interactionId: body.interactionId,
    code: body.code,
    reasonCode: body.reasonCode,
    userId: user.userId,
    author: user.name,
    now: flow.now,
  })
  return applied
}
