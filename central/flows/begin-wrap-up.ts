import { toWrapUpFacts } from '#central/calls/call-facts.ts'
import type { CallRow } from '#central/calls/call-rows.ts'
import { insertWrapUp } from '#central/calls/wrap-up-rows.ts'
import type { QueueRow } from '#central/routing/queues.ts'
import type { Unanswered } from '#shared/protocol/call.ts'
import { type UserId, WrapUpId } from '#shared/protocol/ids.ts'
import { moveAgentBy } from './move-agent.ts'
import type { Flow } from './run-flow.ts'
import { setDue } from './set-due.ts'

/**
 * The agent's part of a call is over. Also for one that broke off before the line had joined: who accepted it saw the
 * customer and may have to note it.
 */
export async function beginWrapUp(
  flow: Flow,
  call: CallRow,
  userId: UserId,
  {
    queue,
    talkMs,
    handedOn,
    unanswered = null,
  }: { queue: QueueRow | null; talkMs: number; handedOn: boolean; unanswered?: Unanswered | null },
): Promise<void> {
  if (!queue || queue.wrap_up_ms === 0) {
    await moveAgentBy(flow, userId, { type: 'call-left', wrapUpId: null })
    return
  }
  const wrapUpId = WrapUpId.parse(flow.newId())
  const wrapUp = await insertWrapUp(flow.tx, {
    id: wrapUpId,
    call_id: call.id,
    interaction_id: call.interaction_id,
    user_id: userId,
    queue_id: queue.id,
    started_at: flow.now,
    due_at: flow.now + queue.wrap_up_ms,
    talk_ms: talkMs,
    unanswered,
    extensions_left: queue.wrap_up_extensions,
  })
  await setDue(flow, 'wrap-up', wrapUpId, wrapUp.due_at)
  await flow.emit(userId, { type: 'wrap-up.started', wrapUp: toWrapUpFacts(wrapUp, queue, handedOn) })
  await moveAgentBy(flow, userId, { type: 'call-left', wrapUpId })
}
