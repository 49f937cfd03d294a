import type { Executor } from '#central/db/executor.ts'
import { prepareChange, prepareQuery } from '#central/db/prepare-query.ts'
import type { InteractionTables } from '#central/db/schema/interactions.ts'
import { updateRows } from '#central/db/write-row.ts'
import type { InteractionId } from '#shared/protocol/ids.ts'

export type InteractionEnding = {
  id: InteractionId
  endedAt: number
  result: Exclude<InteractionTables['interaction']['result'], 'open'>
  /** answer to end; null when nobody answered */
  durationMs: number | null
}

/**
 * Ends an open interaction and moves its customer's last contact forward. Answers whether this was the closing:
 * a second one changes nothing.
 */
export async function closeInteraction(tx: Executor, ending: InteractionEnding): Promise<boolean> {
  const [closed] = await closeOpen(tx, ending)
  if (!closed) return false
  if (closed.customer_id) await advanceLastContact(tx, closed.customer_id, closed.started_at)
  return true
}

const closeOpen = prepareQuery((db, slot: InteractionEnding) =>
  db
    .updateTable('interaction')
    .set({ ended_at: slot.endedAt, result: slot.result, duration_ms: slot.durationMs })
    .where('id', '=', slot.id)
    .where('result', '=', 'open')
    .returning(['customer_id', 'started_at']),
)

/** The message of a caller whom nobody served came after the call's end was told. */
export async function markVoicemail(tx: Executor, id: InteractionId): Promise<void> {
  await updateRows(tx, 'interaction', { id, result: 'turned_away' }, { result: 'voicemail' })
}

/** `last_contact_at` never goes back on a late arrival. */
export async function advanceLastContact(tx: Executor, customerId: string, at: number): Promise<void> {
  await advance(tx, { customerId, at })
}

const advance = prepareChange((db, slot: { customerId: string; at: number }) =>
  db
    .updateTable('customer')
    .set({ last_contact_at: slot.at })
    .where('id', '=', slot.customerId)
    .where((e) => e.or([e('last_contact_at', 'is', null), e('last_contact_at', '<', slot.at)])),
)
