import type { CustomerId, InteractionId, TaskId } from '#shared/protocol/ids.ts'
import type { Snapshot } from '#shared/protocol/snapshot.ts'
import type { CustomerCard, TaskView } from '#shared/protocol/view/customer.ts'
import { relinkPicture } from './ring-picture.ts'

/** Everything on the desk that shows this interaction now shows this customer. */
export function linkInteraction(
  projection: Snapshot,
  interactionId: InteractionId,
  customerId: CustomerId | null,
  card: CustomerCard | undefined,
): Snapshot {
  const { offer } = projection
  return {
    ...projection,
    offer:
      offer?.facts.interactionId === interactionId
        ? { ...offer, picture: relinkPicture(offer.picture, customerId, card) }
        : offer,
    calls: projection.calls.map((entry) =>
      entry.call.interactionId === interactionId
        ? { ...entry, customerId, picture: relinkPicture(entry.picture, customerId, card) }
        : entry,
    ),
    wrapUps: projection.wrapUps.map((entry) =>
      entry.facts.interactionId === interactionId
        ? { ...entry, customerId, picture: entry.picture && relinkPicture(entry.picture, customerId, card) }
        : entry,
    ),
  }
}

/** Open tasks stay on the desk; one that is done, canceled or no longer readable leaves it. */
export function changeTask(projection: Snapshot, taskId: TaskId, task: TaskView | undefined): Snapshot {
  const others = projection.tasks.filter((other) => other.taskId !== taskId)
  return { ...projection, tasks: task?.status === 'open' ? sortTasks([...others, task]) : others }
}

/** Soonest due first, those without a date last, then the oldest. */
export function sortTasks(tasks: readonly TaskView[]): TaskView[] {
  const due = (task: TaskView) => task.dueAt ?? Number.MAX_SAFE_INTEGER
  return [...tasks].sort(
    (a, b) => due(a) - due(b) || a.createdAt - b.createdAt || (a.taskId < b.taskId ? -1 : Number(a.taskId > b.taskId)),
  )
}
