import { rescheduleTask } from '#central/tasks/reschedule-task.ts'
import type { FollowUp } from '#shared/protocol/command/paperwork.ts'
import type { CustomerId, InteractionId } from '#shared/protocol/ids.ts'
import { applied, type Batch, flushBatch, reject, type Verdict } from './batch.ts'

export type FollowUpSubject = { interactionId: InteractionId | null; customerId: CustomerId | null }

/** Makes the follow-up a task of the sender; one that names a task of theirs again changes its words and time. */
export async function planFollowUp(batch: Batch, followUp: FollowUp, subject: FollowUpSubject): Promise<Verdict> {
  const { flow, user, known, pending } = batch
  const before = known.tasks.get(followUp.taskId)
  if (before && before.createdBy !== user.userId) return reject('forbidden', 'taskId')
  pending.changedTasks.push({ userId: user.userId, taskId: followUp.taskId })
  if (before) {
    await flushBatch(batch)
    await rescheduleTask(flow.tx, { ...followUp, id: followUp.taskId })
    return applied
  }
  const number = subject.interactionId ? known.interactions.get(subject.interactionId)?.number : null
  const phone = subject.customerId ? known.customers.get(subject.customerId)?.phone : null
  known.tasks.set(followUp.taskId, { assigneeId: user.userId, createdBy: user.userId, open: true })
  pending.tasks.push({
    id: followUp.taskId,
    kind: followUp.kind,
    title: followUp.title,
    dueAt: followUp.dueAt,
    assigneeId: user.userId,
    customerId: subject.customerId,
    interactionId: subject.interactionId,
    phone: number ?? phone ?? null,
    createdBy: user.userId,
    now: flow.now,
  })
  return applied
}
