import type { Executor } from '#central/db/executor.ts'
import { openInteraction } from '#central/interactions/open-interaction.ts'
import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { CustomerId, InteractionId, NoteId, TaskId } from '#shared/protocol/ids.ts'
import { DAY, NOW } from './customers.ts'

/** An interaction of Mei's, with a call that rang from a number of nobody's. */
export async function addCall(db: Executor, name = 'call-1'): Promise<InteractionId> {
  const id = name as InteractionId
  const startedAt = NOW - 5 * 60_000
  await openInteraction(db, {
    id,
    customerId: null,
    channel: 'call',
    direction: 'inbound',
    startedAt,
    queueId: null,
    number: '+8613700000000',
    matchReason: null,
  })
  await db
    .updateTable('interaction')
    .set({ agent_id: 'mei', agent_name: 'MEI', result: 'handled' })
    .where('id', '=', id)
    .execute()
  return id
}

export const note = (interactionId: InteractionId, text: string, revision = 1, noteId = 'note-1'): PaperworkBody => ({
  type: 'interaction.note',
  interactionId,
  noteId: noteId as NoteId,
  revision,
  text,
})
export const dispose = (
  interactionId: InteractionId,
  code = 'resolved',
  followUp: TaskId | null = null,
): PaperworkBody => ({
  type: 'interaction.dispose',
  interactionId,
  code,
  reasonCode: 'billing.surcharge',
  followUp: followUp && { taskId: followUp, kind: 'callback', title: 'Call back', dueAt: NOW + DAY },
})
export const link = (interactionId: InteractionId, customerId: CustomerId | null): PaperworkBody => ({
  type: 'interaction.link',
  interactionId,
  customerId,
})
