import { insertCustomer, updateFields } from '#central/customers/write-customer.ts'
import { stopRecordingsOf } from '#central/flows/recording/stop-recording.ts'
import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { moveInteraction } from './apply-link.ts'
import { type Arrival, applied, type Batch, reject, type Verdict } from './batch.ts'
import { mayWorkOnInteraction } from './rights.ts'

/** A new customer, and in the same breath the interaction that brought them. */
export async function applyCustomerCreate(
  batch: Batch,
  arrival: Arrival,
  body: Extract<PaperworkBody, { type: 'customer.create' }>,
): Promise<Verdict> {
  const { flow, user, known } = batch
  const { interactionId, type: _, ...customer } = body
  if (interactionId !== null) {
    const interaction = known.interactions.get(interactionId)
    if (!interaction) return reject('interaction_not_found')
    if (!mayWorkOnInteraction(user, interaction)) return reject('forbidden')
  }
  const inserted = await insertCustomer(flow.tx, customer, { now: flow.now, region: flow.context.region })
  // on the link `duplicate` means a number that was used twice; this is an id that is taken
  if (!inserted.ok && inserted.refusal.code === 'duplicate') return reject('conflict', 'customerId')
  if (!inserted.ok) return { result: 'rejected', refusal: inserted.refusal }
  const { customerId } = customer
  if (interactionId !== null) {
    await moveInteraction(batch, arrival, { interactionId, customerId, reason: 'created_by_agent' })
  }
  const phone = inserted.value.phones.find(({ primary }) => primary)?.e164 ?? null
  known.customers.set(customerId, { phone })
  return applied
}

/** Field by field; where somebody else's newer value was replaced, both hear of it. */
export async function applyCustomerUpdate(
  { flow, user }: Batch,
  arrival: Arrival,
  body: Extract<PaperworkBody, { type: 'customer.update' }>,
): Promise<Verdict> {
  const { now, newId, context } = flow
  const { customerId, changes } = body
  const edit = {
    customerId,
    changes,
    userId: user.userId,
    commandId: arrival.commandId,
    now,
    region: context.region,
    newId,
  }
  const written = await updateFields(flow.tx, edit)
  if (!written.ok) return { result: 'rejected', refusal: written.refusal }
  if (changes.some(({ field, value }) => field === 'recordingConsent' && value !== true)) {
    await stopRecordingsOf(flow, customerId)
  }
  for (const { conflictId, field, userIds } of written.value.conflicts) {
    for (const userId of userIds) await flow.emit(userId, { type: 'conflict.found', conflictId, customerId, field })
  }
  return written.value.conflicts.length > 0 ? { result: 'conflict' } : applied
}
