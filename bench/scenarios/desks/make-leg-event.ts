import type { DeskEvent } from '#shared/protocol/event/event.ts'
import type { SeatedAgent } from './seat-agents.ts'

/** What every event of these benches says: the agent's line was muted, or is heard again. `mark` tells them apart. */
export function makeLegEvent({ callId, agentLegId, user }: SeatedAgent, mark: number, answeredAt: number): DeskEvent {
  return {
    type: 'leg.changed',
    callId,
    leg: {
      legId: agentLegId,
      role: 'agent',
      userId: user.userId,
      state: 'up',
      place: 'bridge',
      muted: isMuted(mark),
      since: mark,
      answeredBy: null,
    },
    answeredAt,
    heldSince: null,
  }
}

/** Every agent hears of every other state in turn, see `createMarks`. */
export function isMuted(mark: number): boolean {
  return mark % 2 === 1
}

/**
 * Times for facts: never the same twice, never before the last, and for each agent odd and even in turn, so that each
 * one changes something.
 */
export function createMarks(now: () => number): (agent: number) => number {
  let last = 0
  const muted = new Map<number, boolean>()
  return (agent) => {
    last = Math.max(last + 1, now())
    const next = !muted.get(agent)
    if (isMuted(last) !== next) last += 1
    muted.set(agent, next)
    return last
  }
}
