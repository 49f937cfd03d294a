import { type CallRow, findCall, listAgentCalls } from '#central/calls/call-rows.ts'
import { findConsultOfAgent } from '#central/calls/consult-rows.ts'
import { findMonitorBy } from '#central/calls/monitor-rows.ts'
import type { Executor } from '#central/db/executor.ts'
import type { UserId } from '#shared/protocol/ids.ts'

/** The calls that a person's desk shows: their own, the one they are asked about, and the one they supervise. */
export async function listCallsOnDesk(db: Executor, userId: UserId): Promise<CallRow[]> {
  const own = await listAgentCalls(db, userId)
  const others = [await findConsultOfAgent(db, userId), await findMonitorBy(db, userId)]
  for (const other of others) {
    const call = other && (await findCall(db, other.call_id))
    if (call) own.push(call)
  }
  return own
}
