import type { Executor } from '#central/db/executor.ts'
import { CustomerId, InteractionId, RecordingId, TaskId, UserId } from '#shared/protocol/ids.ts'
import type { TaskView } from '#shared/protocol/view/customer.ts'

/** One task with its customer's name; null when there is none of that id. */
export async function readTask(db: Executor, taskId: TaskId): Promise<TaskView | null> {
  const row = await selectTasks(db).where('task.id', '=', taskId).executeTakeFirst()
  return row ? toTaskView(row) : null
}

/** An agent's open tasks and callbacks: due ones first by time, those without a time after them. */
export async function listOpenTasks(db: Executor, userId: UserId, limit = 500): Promise<TaskView[]> {
  const rows = await selectTasks(db)
    .where('task.assignee_id', '=', userId)
    .where('task.status', '=', 'open')
    .orderBy((e) => e.case().when('task.due_at', 'is', null).then(1).else(0).end())
    .orderBy('task.due_at')
    .orderBy('task.created_at')
    .limit(limit)
    .execute()
  return rows.map(toTaskView)
}

export function selectTasks(db: Executor) {
  return db
    .selectFrom('task')
    .leftJoin('customer', 'customer.id', 'task.customer_id')
    .selectAll('task')
    .select('customer.name as customer_name')
}

type TaskRow = Awaited<ReturnType<ReturnType<typeof selectTasks>['execute']>>[number]

export function toTaskView(row: TaskRow): TaskView {
  return {
    taskId: TaskId.parse(row.id),
    kind: row.kind,
    title: row.title,
    dueAt: row.due_at,
    status: row.status,
    assigneeId: row.assignee_id === null ? null : UserId.parse(row.assignee_id),
    customerId: row.customer_id === null ? null : CustomerId.parse(row.customer_id),
    customerName: row.customer_name,
    interactionId: row.interaction_id === null ? null : InteractionId.parse(row.interaction_id),
    phone: row.phone,
    recordingId: row.recording_id === null ? null : RecordingId.parse(row.recording_id),
    createdAt: row.created_at,
  }
}
