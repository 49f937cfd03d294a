import { z } from 'zod'
import { AgentState } from '../agent-state.ts'
import { ConsultState, Monitor } from '../call.ts'
import { CallId, QueueId, UserId } from '../ids.ts'
import { EpochMs } from '../scalars.ts'

/** Somebody of the floor who is signed in, and the call that is theirs. */
export const FloorAgent = z.strictObject({
  userId: UserId,
  name: z.string(),
  teamName: z.string().nullable(),
  state: AgentState,
})
export type FloorAgent = z.infer<typeof FloorAgent>

/** A call that an agent talks on now. `listen`: its line lets a supervisor in. */
export const FloorCall = z.strictObject({
  callId: CallId,
  queueId: QueueId,
  agentId: UserId,
  answeredAt: EpochMs,
  heldSince: EpochMs.nullable(),
  consult: ConsultState.nullable(),
  monitor: Monitor.nullable(),
  listen: z.boolean(),
})
export type FloorCall = z.infer<typeof FloorCall>
