import { z } from 'zod'
import { AgentState, RequestedState } from '../agent-state.ts'

/** `next` is the state asked for during a call: it takes effect after it, and can be cancelled (null). */
export const AgentStateChanged = z.strictObject({
  type: z.literal('agent.state-changed'),
  state: AgentState,
  next: RequestedState.nullable(),
})
