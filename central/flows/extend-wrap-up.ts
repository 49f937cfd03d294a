import { findWrapUp, prolongWrapUp } from '#central/calls/wrap-up-rows.ts'
import { readQueue } from '#central/routing/queues.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import type { UserId, WrapUpId } from '#shared/protocol/ids.ts'
import { type FlowContext, runFlow } from './run-flow.ts'
import { setDue } from './set-due.ts'

/** More time, as often as the queue allows: `wrap_up_no_extensions` after that, `wrap_up_gone` when it is over. */
export function extendWrapUp(
  context: FlowContext,
  { userId, wrapUpId }: { userId: UserId; wrapUpId: WrapUpId },
): Promise<Outcome<null>> {
  return runFlow(context, async (flow) => {
    const wrapUp = await findWrapUp(flow.tx, wrapUpId)
    if (wrapUp?.user_id !== userId || wrapUp.finished_at !== null) return refuse('wrap_up_gone')
    const queue = await readQueue(flow.tx, wrapUp.queue_id)
    const prolonged = await prolongWrapUp(flow.tx, wrapUpId, queue.wrap_up_extension_ms)
    if (!prolonged) return refuse('wrap_up_no_extensions')
    const { due_at: dueAt, extensions_left: extensionsLeft } = prolonged
    await setDue(flow, 'wrap-up', wrapUpId, dueAt)
    await flow.emit(userId, { type: 'wrap-up.extended', wrapUpId, dueAt, extensionsLeft })
    return accept(null)
  })
}
