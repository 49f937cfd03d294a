import type { Executor } from '#central/db/executor.ts'
import type { TaskId } from '#shared/protocol/ids.ts'

/** Marks open tasks done, in one statement; those that are done or canceled stay as they are. */
export async function completeTasks(tx: Executor, ids: readonly TaskId[], now: number): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('task')
    .set({ status: 'done', done_at: now })
    .where('id', 'in', [...ids])
    .where('status', '=', 'open')
    .execute()
}
