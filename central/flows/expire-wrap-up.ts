import { findWrapUp } from '#central/calls/wrap-up-rows.ts'
import { hasDisposition } from '#central/interactions/has-disposition.ts'
import { openReminder } from '#central/tasks/unfinished-wrap-up.ts'
import { TaskId, UserId } from '#shared/protocol/ids.ts'
import { endWrapUp } from './finish-wrap-up.ts'
import type { Flow } from './run-flow.ts'

/** Time is up: the agent is freed, the draft stays on the desk, and without an outcome a task reminds of it. */
export async function expireWrapUp(flow: Flow, wrapUpId: string): Promise<void> {
  const wrapUp = await findWrapUp(flow.tx, wrapUpId)
  if (!wrapUp || !(await endWrapUp(flow, wrapUp, { by: 'timeout', then: 'next' }))) return
  if (await hasDisposition(flow.tx, wrapUp.interaction_id)) return
  const userId = UserId.parse(wrapUp.user_id)
  const id = TaskId.parse(flow.newId())
  if (!(await openReminder(flow.tx, { id, interactionId: wrapUp.interaction_id, userId, now: flow.now }))) return
  await flow.emit(userId, { type: 'task.changed', taskId: id })
}
