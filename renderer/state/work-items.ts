import { sortTasks } from '#shared/domain/desk/apply-record-facts.ts'
import type { FollowUp } from '#shared/protocol/command/paperwork.ts'
import type { OutboxItem } from '#shared/protocol/desk-port.ts'
import type { CustomerId, InteractionId } from '#shared/protocol/ids.ts'
import type { TaskView } from '#shared/protocol/view/customer.ts'

/** A task as the work list shows it; `unsent`: made on this desk, central has not confirmed it yet. */
export type WorkItem = TaskView & { unsent: boolean }

/** Central's tasks with this desk's unsent paperwork on top: made ones appear, completed ones go. */
export function readWorkItems(tasks: readonly TaskView[], pending: readonly OutboxItem[]): WorkItem[] {
  const made: WorkItem[] = []
  const done = new Set<string>()
  for (const { body, state, writtenAt } of pending) {
    if (state.kind === 'rejected') continue
    if (body.type === 'task.complete') done.add(body.taskId)
    if (body.type === 'task.create') made.push(draw(body.followUp, body.customerId, body.interactionId, writtenAt))
    if (body.type === 'interaction.dispose' && body.followUp !== null) {
      made.push(draw(body.followUp, null, body.interactionId, writtenAt))
    }
  }
  const known = new Set<string>(tasks.map((task) => task.taskId))
  const all = [...tasks.map((task) => ({ ...task, unsent: false })), ...made.filter((item) => !known.has(item.taskId))]
  const unsent = new Map(all.map((item) => [item.taskId, item.unsent]))
  return sortTasks(all.filter((item) => !done.has(item.taskId))).map((task) => ({
    ...task,
    unsent: unsent.get(task.taskId) ?? false,
  }))
}

function draw(
  followUp: FollowUp,
  customerId: CustomerId | null,
  interactionId: InteractionId | null,
  at: number,
): WorkItem {
  return {
    ...followUp,
    status: 'open',
    assigneeId: null,
    customerId,
    customerName: null,
    interactionId,
    phone: null,
    recordingId: null,
    createdAt: at,
    unsent: true,
  }
}
