import type { Clock } from '#shared/domain/clock.ts'
import { LeaseAnswer, LINK_LIMITS } from '#shared/protocol/envelope.ts'
import type { Refusal } from '#shared/protocol/error.ts'
import type { ClockOffset } from './clock-offset.ts'
import type { Line } from './line.ts'
import { withTimeout } from './with-timeout.ts'

/**
 * Renews the agent's lease every 3 s and learns central's clock and the agent's newest event from the answers. `lost`:
 * no answer came, the line is dead whatever the socket says. `refused`: central no longer grants it. The returned
 * function ends it.
 */
export function startHeartbeat(
  line: Line,
  fence: number,
  tools: { clock: Clock; offset: ClockOffset },
  on: { lost(): void; refused(refusal: Refusal): void; renewed(seq: number): void },
): () => void {
  const { clock, offset } = tools
  let over = false
  let cancel = () => {}

  async function beat(): Promise<void> {
    cancel = clock.schedule(LINK_LIMITS.leaseRenewMs, () => void beat())
    const sentAt = clock.now()
    const asked = line.request('lease', { fence })
    const answer = LeaseAnswer.safeParse(await withTimeout(clock, LINK_LIMITS.leaseAnswerMs, asked))
    if (over) return
    if (!answer.success) on.lost()
    else if (!answer.data.ok) on.refused(answer.data.refusal)
    else {
      offset.sample(answer.data.serverTime, sentAt, clock.now())
      on.renewed(answer.data.seq)
    }
  }

  void beat()
  return () => {
    over = true
    cancel()
  }
}
