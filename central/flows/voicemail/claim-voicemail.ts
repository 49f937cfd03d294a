import type { Executor } from '#central/db/executor.ts'
import { type FlowContext, runFlow } from '#central/flows/run-flow.ts'
import { listQueueIds } from '#central/routing/queues.ts'
import { assignVoicemail, findVoicemail } from '#central/tasks/voicemail-rows.ts'
import { scopeOf } from '#shared/domain/rights.ts'
import { Role } from '#shared/protocol/agent-state.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import type { TaskId, UserId } from '#shared/protocol/ids.ts'

/**
 * Somebody who serves its queue takes a message on: from here on it is their task. `voicemail_gone` when a colleague
 * was quicker, `task_not_found` to who does not serve its queue. A second click changes nothing.
 */
export function claimVoicemail(
  context: FlowContext,
  { userId, taskId }: { userId: UserId; taskId: TaskId },
): Promise<Outcome<null>> {
  return runFlow(context, async (flow) => {
    const voicemail = await findVoicemail(flow.tx, taskId)
    if (!voicemail) return refuse('task_not_found')
    if (voicemail.assigneeId === userId) return accept(null)
    if (!(await mayTake(flow.tx, voicemail.queueId, userId))) return refuse('task_not_found')
    if (!(await assignVoicemail(flow.tx, taskId, userId))) return refuse('voicemail_gone')
    await flow.emit(userId, { type: 'task.changed', taskId })
    return accept(null)
  })
}

/** Who serves its queue, and who supervises. */
async function mayTake(tx: Executor, queueId: string | null, userId: UserId): Promise<boolean> {
  const person = await tx.selectFrom('user').select('role').where('id', '=', userId).executeTakeFirst()
  const scope = person ? scopeOf(Role.parse(person.role), 'voicemail.take') : null
  if (scope === null) return false
  return scope === 'all' || (queueId !== null && (await listQueueIds(tx, userId)).includes(queueId))
}
