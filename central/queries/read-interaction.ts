import { readInteractionViews, selectInteractions, toDispositionView } from '#central/customers/read-interactions.ts'
import type { CustomerId } from '#shared/protocol/ids.ts'
import type { Answer } from './asker.ts'

/** One interaction with the outcomes that corrections replaced, newest first. */
export const readInteraction: Answer<'interaction.get'> = async ({ db }, { interactionId }) => {
  const row = await selectInteractions(db).where('interaction.id', '=', interactionId).executeTakeFirst()
  if (!row) return { interaction: null, customerId: null }
  const [interaction = null] = await readInteractionViews(db, [row])
  const earlier = await db
    .selectFrom('disposition')
    .select(['code', 'reason_code', 'recorded_at', 'author', 'corrected_at'])
    .where('interaction_id', '=', interactionId)
    .where('corrected_at', 'is not', null)
    .orderBy('corrected_at', 'desc')
    .orderBy('recorded_at', 'desc')
    .limit(50)
    .execute()
  return {
    interaction,
    customerId: row.customer_id as CustomerId | null,
    earlierDispositions: earlier.map(toDispositionView),
  }
}
