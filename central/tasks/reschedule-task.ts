import type { Executor } from '#central/db/executor.ts'
import type { TaskId } from '#shared/protocol/ids.ts'

export type TaskChange = { id: TaskId; kind: 'callback' | 'task'; title: string; dueAt: number | null }

/** A corrected outcome names its follow-up again: an open one takes the new words and time. */
export async function rescheduleTask(tx: Executor, change: TaskChange): Promise<void> {
  await tx
    .updateTable('task')
    .set({ kind: change.kind, title: change.title, due_at: change.dueAt })
    .where('id', '=', change.id)
    .where('status', '=', 'open')
    .execute()
}
