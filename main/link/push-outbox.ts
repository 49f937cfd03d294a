import type { Clock } from '#shared/domain/clock.ts'
import type { Random } from '#shared/domain/random.ts'
import type { Paperwork } from '#shared/protocol/command/paperwork.ts'
import { LINK_LIMITS, PaperworkFrameAnswer } from '#shared/protocol/envelope.ts'
import type { Refusal } from '#shared/protocol/error.ts'
import { chooseDelay } from './back-off.ts'
import type { Line } from './line.ts'
import { type PushBooks, settleBatch } from './settle-batch.ts'
import { PAPERWORK_MS } from './waits.ts'
import { withTimeout } from './with-timeout.ts'

/** Room for the frame around the commands. */
const FRAME_BYTES = LINK_LIMITS.paperworkBytes - 4 * 1024

export interface Pusher {
  /** pushes over this line until `detach` */
  attach(line: Line): void
  detach(): void
  /** something new waits */
  wake(): void
}

/**
 * Sends the outbox in order, one batch in flight. An acknowledgement that was lost means the same batch again, which
 * central answers with `duplicate`. A batch refused as a whole is halved until the one command at fault stands alone
 * and goes to the rejected list, so nothing ever blocks those behind it.
 */
export function createPusher(
  books: PushBooks,
  tools: { clock: Clock; random: Random },
  on: { failing(refusal: Refusal | null): void; sessionOver(refusal: Refusal): void; copied(): void },
): Pusher {
  let line: Line | null = null
  let running = false
  let limit: number = LINK_LIMITS.paperworkCommands
  let failures = 0
  let cancelRetry = () => {}

  async function run(): Promise<void> {
    if (running) return
    running = true
    cancelRetry()
    try {
      while (line) {
        const batch = books.readBatch(limit, FRAME_BYTES)
        if (batch.length === 0 || !(await push(line, batch))) break
      }
    } finally {
      running = false
    }
  }

  /** true: go on with the next batch at once */
  async function push(over: Line, batch: Paperwork[]): Promise<boolean> {
    const raw = await withTimeout(tools.clock, PAPERWORK_MS, over.request('paperwork', { commands: batch }))
    if (raw === undefined && !line) return false
    const parsed = PaperworkFrameAnswer.safeParse(raw)
    // A late answer over a line that is gone is still an answer; only silence is not.
    const answer: PaperworkFrameAnswer = parsed.success
      ? parsed.data
      : { ok: false, refusal: { code: raw === undefined ? 'link_down' : 'internal' } }
    const verdict = settleBatch(books, batch, answer, failures)
    if (verdict.kind === 'settled') {
      failures = 0
      limit = Math.min(LINK_LIMITS.paperworkCommands, limit * 2)
      on.failing(null)
      return true
    }
    if (verdict.kind === 'copied') on.copied()
    if (verdict.kind === 'session_over') on.sessionOver(verdict.refusal)
    if (verdict.kind === 'halve') {
      limit = Math.max(1, Math.floor(batch.length / 2))
      return true
    }
    if (verdict.kind === 'later') {
      // the line changed while we waited for the old one: the new one need not wait
      if (line && line !== over) return true
      failures += 1
      if (verdict.refusal.code !== 'link_down') on.failing(verdict.refusal)
      cancelRetry = tools.clock.schedule(chooseDelay(failures, tools.random), () => void run())
    }
    return false
  }

  return {
    attach(next) {
      line = next
      void run()
    },
    detach() {
      line = null
      cancelRetry()
    },
    wake: () => void run(),
  }
}
