import { type CallRow, findCall, listAgentCalls } from '#central/calls/call-rows.ts'
import { findConsultOfAgent } from '#central/calls/consult-rows.ts'
import type { Executor } from '#central/db/executor.ts'
import type { UserId } from '#shared/protocol/ids.ts'

/** The calls that an agent's desk shows: their own, and the one they are asked about. */
export async function listCallsOnDesk(db: Executor, userId: UserId): Promise<CallRow[]> {
  const own = await listAgentCalls(db, userId)
  const consult = await findConsultOfAgent(db, userId)
  const asked = consult && (await findCall(db, consult.call_id))
  return asked ? [...own, asked] : own
}
