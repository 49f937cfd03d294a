import { lockCall } from '#central/calls/call-rows.ts'
import { listUnservedCalls } from '#central/calls/unserved-calls.ts'
import { isStaffed, readQueue } from '#central/routing/queues.ts'
import { type FlowContext, runFlow } from './run-flow.ts'
import { turnAway } from './turn-away.ts'

/**
 * Sends away who waits in line where nobody is signed in any more, as the queue says. Runs with the sweeper, not at
 * the moment somebody leaves: a blink of the last agent's line is no leaving.
 */
export async function turnAwayUnserved(context: FlowContext): Promise<void> {
  for (const callId of await listUnservedCalls(context.db)) {
    await runFlow(context, async (flow) => {
      const call = await lockCall(flow.tx, callId)
      if (call?.state !== 'queued' || call.ended_by !== null || call.queue_id === null) return
      if (await isStaffed(flow.tx, call.queue_id)) return
      await turnAway(flow, call, await readQueue(flow.tx, call.queue_id))
    })
  }
}
