import type { Executor } from '#central/db/executor.ts'
import type { CustomerId, InteractionId, RecordingId, TaskId, UserId } from '#shared/protocol/ids.ts'

export type NewTask = {
  id: TaskId
  kind: 'callback' | 'task' | 'unfinished_wrap_up' | 'voicemail'
  title: string
  dueAt: number | null
  assigneeId: UserId | null
  customerId: CustomerId | null
  interactionId: InteractionId | null
  /** where to call back, E.164 or as received */
  phone: string | null
  /** null: a rule made it */
  createdBy: UserId | null
  /** a voicemail's */
  queueId?: string | null
  recordingId?: RecordingId
  now: number
}

/** Makes tasks in one statement. A task that exists already stays as it is. */
export async function createTasks(tx: Executor, tasks: readonly NewTask[]): Promise<void> {
  if (tasks.length === 0) return
  await tx
    .insertInto('task')
    .values(
      tasks.map((task) => ({
        id: task.id,
        kind: task.kind,
        title: task.title,
        due_at: task.dueAt,
        status: 'open' as const,
        assignee_id: task.assigneeId,
        customer_id: task.customerId,
        interaction_id: task.interactionId,
        phone: task.phone,
        created_by: task.createdBy,
        created_at: task.now,
        done_at: null,
        queue_id: task.queueId ?? null,
        recording_id: task.recordingId ?? null,
      })),
    )
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}
