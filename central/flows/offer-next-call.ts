import { listWaitingCalls, lockCall } from '#central/calls/call-rows.ts'
import { listMatchableQueues } from '#central/calls/matchable-queues.ts'
import { listQueueIds, readQueue } from '#central/routing/queues.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import { placeCall } from './place-call.ts'
import { type FlowContext, runFlow } from './run-flow.ts'

/** How many waiting calls one pass looks at; more agents than this becoming free at once wait for the next pass. */
const PASS = 200

/**
 * Offers waiting calls, first in line first: after an agent became available, those of their queues; without an
 * agent, those of every queue that has both a call and somebody free (covers a crash between the two).
 */
export async function offerNextCall(context: FlowContext, { userId }: { userId?: UserId } = {}): Promise<void> {
  const queueIds = userId
    ? await listQueueIds(context.db, userId)
    : await listMatchableQueues(context.db, context.clock.now())
  const waiting = await listWaitingCalls(context.db, { queueIds, limit: PASS })
  const withoutAgents = new Set<string | null>()
  for (const { id, queue_id: queueId } of waiting) {
    if (withoutAgents.has(queueId)) continue
    const placed = await offerWaitingCall(context, id)
    if (placed === 'nobody_free') withoutAgents.add(queueId)
  }
}

function offerWaitingCall(context: FlowContext, callId: string): Promise<'placed' | 'nobody_free' | 'not_waiting'> {
  return runFlow(context, async (flow) => {
    const call = await lockCall(flow.tx, callId)
    if (call?.state !== 'queued' || call.ended_by !== null || call.queue_id === null) return 'not_waiting'
    const queue = await readQueue(flow.tx, call.queue_id)
    return (await placeCall(flow, call, queue)) ? 'placed' : 'nobody_free'
  })
}
