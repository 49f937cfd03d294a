import type { UserId } from '#shared/protocol/ids.ts'

export type IdleAgent = { userId: UserId; idleSince: number }

/** Who has waited longest for a call; among equals the smaller id, so that the choice can be repeated. */
export function pickLongestIdle(agents: readonly IdleAgent[]): IdleAgent | null {
  let best: IdleAgent | null = null
  for (const agent of agents) {
    if (!best || agent.idleSince < best.idleSince) best = agent
    else if (agent.idleSince === best.idleSince && agent.userId < best.userId) best = agent
  }
  return best
}
