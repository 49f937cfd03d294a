import { findAgent, holdPlace } from '#central/agents/agent-rows.ts'
import { type ErrorCode, type Outcome, refuse } from '#shared/protocol/error.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import type { FlowContext, FlowGuard } from './flow-context.ts'

/** Who commands, and the fence that was given to their desk. */
export type Place = { userId: UserId; fence: number }

class PlaceLost extends Error {
  readonly code: ErrorCode
  constructor(code: ErrorCode) {
    super(code)
    this.code = code
  }
}

/**
 * Runs a command of a desk so that it lands only while the desk holds the agent's place: each of its transactions
 * looks at the fence first and holds it at the end, when call and agent are locked in their order anyhow. A newer
 * desk that signs in meanwhile comes after the whole command or undoes the whole command. `fenced`: a newer desk has
 * the place; `lease_lost`: central has not heard of this one for too long.
 */
export async function runInPlace<T>(
  context: FlowContext,
  place: Place,
  command: (context: FlowContext) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  try {
    return await command({ ...context, guard: guardPlace(context, place) })
  } catch (error) {
    if (error instanceof PlaceLost) return refuse(error.code)
    throw error
  }
}

function guardPlace(plain: FlowContext, { userId, fence }: Place): FlowGuard {
  return {
    plain,
    async begin(tx) {
      const agent = await findAgent(tx, userId)
      if (agent?.row.fence !== fence) throw new PlaceLost('fenced')
      const { kind } = agent.position.state
      if (kind === 'offline' || kind === 'unreachable') throw new PlaceLost('lease_lost')
    },
    async end(tx) {
      if (!(await holdPlace(tx, userId, fence))) throw new PlaceLost('fenced')
    },
  }
}
