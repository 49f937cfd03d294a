import type { Executor } from '#central/db/executor.ts'
import type { CustomerId, InteractionId, UserId } from '#shared/protocol/ids.ts'
import { advanceLastContact } from './close-interaction.ts'

export type InteractionMove = {
  interactionId: InteractionId
  /** null: it belongs to nobody after all */
  customerId: CustomerId | null
  reason: 'chosen_by_agent' | 'created_by_agent'
  userId: UserId
  /** id of the history row */
  historyId: string
  now: number
}

/**
 * Moves an interaction to another customer exactly once, with everything that hangs on it: recordings, and the
 * tasks it gave rise to. Answers false, and writes nothing, when it is there already. The caller's number is not
 * added to the customer: a person calling from a borrowed phone must not own it.
 */
export async function linkInteraction(tx: Executor, move: InteractionMove): Promise<boolean> {
  const before = await tx
    .selectFrom('interaction')
    .select(['customer_id', 'started_at'])
    .where('id', '=', move.interactionId)
    .executeTakeFirst()
  if (!before || before.customer_id === move.customerId) return false
  const from = before.customer_id
  const moved = await tx
    .updateTable('interaction')
    .set({ customer_id: move.customerId, match_reason: move.customerId === null ? null : move.reason })
    .where('id', '=', move.interactionId)
    .where('customer_id', from === null ? 'is' : '=', from)
    .executeTakeFirst()
  if (moved.numUpdatedRows === 0n) return false

  await tx
    .insertInto('interaction_link_history')
    .values({
      id: move.historyId,
      interaction_id: move.interactionId,
      from_customer_id: from,
      to_customer_id: move.customerId,
      user_id: move.userId,
      at: move.now,
    })
    .execute()
  for (const table of ['recording', 'task'] as const) {
    await tx
      .updateTable(table)
      .set({ customer_id: move.customerId })
      .where('interaction_id', '=', move.interactionId)
      .where('customer_id', from === null ? 'is' : '=', from)
      .execute()
  }
  if (move.customerId) await advanceLastContact(tx, move.customerId, before.started_at)
  if (from) await recountLastContact(tx, from)
  return true
}

/** The customer it was taken from was perhaps never spoken to at all. */
async function recountLastContact(tx: Executor, customerId: string): Promise<void> {
  await tx
    .updateTable('customer')
    .set((e) => ({
      last_contact_at: e
        .selectFrom('interaction')
        .select((s) => s.fn.max('interaction.started_at').as('at'))
        .where('interaction.customer_id', '=', customerId),
    }))
    .where('id', '=', customerId)
    .execute()
}
