import type { Clock } from '#shared/domain/clock.ts'
import type { Link } from './link/link-ports.ts'

/** How long signing out waits for unsent work to leave. What is still here goes at the next log-in. */
const FLUSH_MS = 3_000
const LOOK_MS = 100

/** Gives up the agent's place, and lets what is unsent go out while the line stands. Without a line: nothing to do. */
export async function leavePlace(link: Link, clock: Clock, isWaiting: () => boolean): Promise<void> {
  if (link.status().kind !== 'online') return
  // before the state: a heartbeat of somebody offline is refused, and coming back would sign them in again
  link.leave()
  await link.live({ type: 'agent.set-state', state: { kind: 'offline' } })
  // counted, not read off a clock that may be set meanwhile
  for (let looks = 0; link.status().kind === 'online' && isWaiting() && looks < FLUSH_MS / LOOK_MS; looks += 1) {
    await new Promise<void>((resolve) => clock.schedule(LOOK_MS, resolve))
  }
}
