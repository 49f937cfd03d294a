import type { Executor } from '#central/db/executor.ts'
import { TaskId, type UserId } from '#shared/protocol/ids.ts'

/**
 * Reminds an agent of an interaction whose wrap-up ran out before it had an outcome. The console names it by its kind.
 * False when they are reminded of it already: a call may come back to who handed it on.
 */
export async function openReminder(
  tx: Executor,
  reminder: { id: TaskId; interactionId: string; userId: UserId; now: number },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('task')
    .columns([
      'id',
      'kind',
      'title',
      'due_at',
      'status',
      'assignee_id',
      'customer_id',
      'interaction_id',
      'phone',
      'created_by',
      'created_at',
      'done_at',
    ])
    .expression((e) =>
      e
        .selectFrom('interaction')
        .where('interaction.id', '=', reminder.interactionId)
        .where((w) => w.not(w.exists(selectOpenReminder(tx, reminder))))
        .select((s) => [
          s.val(reminder.id).as('id'),
          s.val('unfinished_wrap_up' as const).as('kind'),
          s.val('').as('title'),
          s.val(reminder.now).as('due_at'),
          s.val('open' as const).as('status'),
          s.val(reminder.userId).as('assignee_id'),
          'interaction.customer_id',
          'interaction.id as interaction_id',
          'interaction.number as phone',
          s.val(null).as('created_by'),
          s.val(reminder.now).as('created_at'),
          s.val(null).as('done_at'),
        ]),
    )
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

function selectOpenReminder(tx: Executor, { interactionId, userId }: { interactionId: string; userId: UserId }) {
  return tx
    .selectFrom('task')
    .select('id')
    .where('interaction_id', '=', interactionId)
    .where('assignee_id', '=', userId)
    .where('kind', '=', 'unfinished_wrap_up')
    .where('status', '=', 'open')
}

/** The outcome came after all: the reminder is done. Answers its id, null when there was none. */
export async function closeReminder(
  tx: Executor,
  { interactionId, userId, now }: { interactionId: string; userId: UserId; now: number },
): Promise<TaskId | null> {
  const row = await tx
    .updateTable('task')
    .set({ status: 'done', done_at: now })
    .where('interaction_id', '=', interactionId)
    .where('assignee_id', '=', userId)
    .where('kind', '=', 'unfinished_wrap_up')
    .where('status', '=', 'open')
    .returning('id')
    .executeTakeFirst()
  return row ? TaskId.parse(row.id) : null
}
