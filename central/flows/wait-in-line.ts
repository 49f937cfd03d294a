import type { CallRow } from '#central/calls/call-rows.ts'
import { isStaffed, type QueueRow } from '#central/routing/queues.ts'
import { placeCall } from './place-call.ts'
import type { Flow } from './run-flow.ts'
import { setDue } from './set-due.ts'
import { turnAway } from './turn-away.ts'

/**
 * Nobody is free: the call keeps its place. A queue that sends callers away does so when they have waited its
 * maximum, and at once when nobody is signed in.
 */
export async function waitInLine(flow: Flow, call: CallRow, queue: QueueRow): Promise<void> {
  // an agent may become free in a transaction that sees no call yet, as this one sees no agent
  flow.afterCommit(() => flow.context.due.lower(flow.now))
  if (queue.treatment === 'keep_waiting') return
  if (!(await isStaffed(flow.tx, queue.id))) return turnAway(flow, call, queue)
  if (queue.max_wait_ms === null) return
  // who goes first because an agent's line failed is not made to pay for it, nor who talked and was handed on
  const from = isFirstInLine(call) || call.first_answered_at !== null ? flow.now : call.arrived_at
  const dueAt = Math.max(flow.now, from + queue.max_wait_ms)
  await setDue(flow, 'max-wait', call.id, dueAt)
}

/** A call whose offer came to nothing: to the next agent, else back in line. */
export async function backInLine(flow: Flow, call: CallRow, queue: QueueRow): Promise<void> {
  if (!(await placeCall(flow, call, queue))) await waitInLine(flow, call, queue)
}

/** Below every real time, so that the order by place puts it first. */
export const FIRST_IN_LINE = 0

function isFirstInLine(call: CallRow): boolean {
  return call.queue_position_at === FIRST_IN_LINE
}
