import { closeWrapUp, findWrapUp, type WrapUpRow } from '#central/calls/wrap-up-rows.ts'
import { cancelTimer } from '#central/db/timers.ts'
import { hasDisposition } from '#central/interactions/has-disposition.ts'
import { readQueue } from '#central/routing/queues.ts'
import { closeReminder } from '#central/tasks/unfinished-wrap-up.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { InteractionId, type UserId, type WrapUpId, WrapUpId as WrapUpIdSchema } from '#shared/protocol/ids.ts'
import { moveAgentBy } from './move-agent.ts'
import type { Flow } from './run-flow.ts'

export type WrapUpFinish = { userId: UserId; wrapUpId: WrapUpId; then: 'next' | 'available' }

/**
 * The agent is done with an interaction. Refused with `disposition_required` while the queue wants an outcome and
 * none is recorded; `wrap_up_gone` when it is not this agent's. One that the clock has finished meanwhile is
 * accepted, with the outcome it came with: only its reminder is taken off the list.
 */
export async function finishWrapUp(flow: Flow, { userId, wrapUpId, then }: WrapUpFinish): Promise<Outcome<null>> {
  const wrapUp = await findWrapUp(flow.tx, wrapUpId)
  if (wrapUp?.user_id !== userId) return refuse('wrap_up_gone')
  const queue = await readQueue(flow.tx, wrapUp.queue_id)
  const isDisposed = queue.disposition_required === 0 || (await hasDisposition(flow.tx, wrapUp.interaction_id))
  if (!isDisposed) return refuse('disposition_required', { field: 'code' })
  if (await endWrapUp(flow, wrapUp, { by: 'agent', then })) return accept(null)
  const taskId = await closeReminder(flow.tx, { interactionId: wrapUp.interaction_id, userId, now: flow.now })
  if (taskId) await flow.emit(userId, { type: 'task.changed', taskId })
  return accept(null)
}

/** Ends an open wrap-up, tells the agent's desk and moves the agent on. False: it was finished before. */
export async function endWrapUp(
  flow: Flow,
  wrapUp: WrapUpRow,
  { by, then }: { by: 'agent' | 'timeout' | 'system'; then: 'next' | 'available' },
): Promise<boolean> {
  if (!(await stopWrapUp(flow, wrapUp, by))) return false
  await moveAgentBy(flow, wrapUp.user_id as UserId, { type: 'wrap-up-finished', by, then })
  return true
}

/** The same, but the agent stays where they are: what follows moves them. */
export async function stopWrapUp(flow: Flow, wrapUp: WrapUpRow, by: 'agent' | 'timeout' | 'system'): Promise<boolean> {
  if (!(await closeWrapUp(flow.tx, wrapUp.id, { by, now: flow.now }))) return false
  await cancelTimer(flow.tx, 'wrap-up', wrapUp.id)
  await flow.emit(wrapUp.user_id as UserId, {
    type: 'wrap-up.finished',
    wrapUpId: WrapUpIdSchema.parse(wrapUp.id),
    interactionId: InteractionId.parse(wrapUp.interaction_id),
    by,
  })
  return true
}
