import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { applied, type Batch, reject, type Verdict } from './batch.ts'
import { planFollowUp } from './plan-follow-up.ts'
import { mayWorkOnInteraction, mayWorkOnTask } from './rights.ts'

/** A task beside any outcome; about a customer, an interaction of the sender's, or neither. */
export async function applyTaskCreate(
  batch: Batch,
  body: Extract<PaperworkBody, { type: 'task.create' }>,
): Promise<Verdict> {
  const { user, known } = batch
  const { interactionId, customerId, followUp } = body
  if (customerId !== null && !known.customers.has(customerId)) return reject('customer_not_found')
  if (interactionId === null) return planFollowUp(batch, followUp, { interactionId, customerId })
  const interaction = known.interactions.get(interactionId)
  if (!interaction) return reject('interaction_not_found')
  if (!mayWorkOnInteraction(user, interaction)) return reject('forbidden')
  return planFollowUp(batch, followUp, { interactionId, customerId: customerId ?? interaction.customerId })
}

/** Done is done: completing twice, from two desks, is no error. */
export function applyTaskComplete(
  { user, known, pending }: Batch,
  body: Extract<PaperworkBody, { type: 'task.complete' }>,
): Verdict {
  const task = known.tasks.get(body.taskId)
  if (!task) return reject('task_not_found')
  if (!mayWorkOnTask(user, task)) return reject('forbidden')
  if (!task.open) return applied
  task.open = false
  pending.completed.push(body.taskId)
  const owner = task.assigneeId === null ? user.userId : UserId.parse(task.assigneeId)
  pending.changedTasks.push({ userId: owner, taskId: body.taskId })
  if (owner !== user.userId) pending.changedTasks.push({ userId: user.userId, taskId: body.taskId })
  return applied
}
