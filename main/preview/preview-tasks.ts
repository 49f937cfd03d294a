import { sortTasks } from '#shared/domain/desk/apply-record-facts.ts'
import type { FollowUp } from '#shared/protocol/command/paperwork.ts'
import type { CustomerId, InteractionId } from '#shared/protocol/ids.ts'
import type { TaskView } from '#shared/protocol/view/customer.ts'
import { findCustomerOf } from './find-customer-of.ts'
import type { PendingWork, PreviewContext } from './pending.ts'

/** The list with what was made and finished on this desk since; `fits` says which new ones belong on it. */
export function previewTasks(
  tasks: readonly TaskView[],
  pending: readonly PendingWork[],
  context: PreviewContext,
  fits: (task: TaskView) => boolean,
): TaskView[] {
  const made = pending.flatMap((work) => {
    const task = readNewTask(work, context)
    return task && fits(task) && !tasks.some((other) => other.taskId === task.taskId) ? [task] : []
  })
  const done = new Set(pending.flatMap(({ body }) => (body.type === 'task.complete' ? [body.taskId] : [])))
  return sortTasks([...tasks, ...made].map((task) => (done.has(task.taskId) ? { ...task, status: 'done' } : task)))
}

function readNewTask({ body, writtenAt }: PendingWork, context: PreviewContext): TaskView | null {
  if (body.type === 'task.create') {
    return makeTask(body.followUp, { ...body, writtenAt }, context)
  }
  if (body.type === 'interaction.dispose' && body.followUp) {
    const customerId = findCustomerOf(body.interactionId, context.projection)
    return makeTask(body.followUp, { customerId, interactionId: body.interactionId, writtenAt }, context)
  }
  return null
}

function makeTask(
  followUp: FollowUp,
  about: { customerId: CustomerId | null; interactionId: InteractionId | null; writtenAt: number },
  { user }: PreviewContext,
): TaskView {
  return {
    ...followUp,
    status: 'open',
    assigneeId: user.userId,
    customerId: about.customerId,
    customerName: null,
    interactionId: about.interactionId,
    phone: null,
    recordingId: null,
    createdAt: about.writtenAt,
  }
}
