import type { Clock } from '#shared/domain/clock.ts'
import type { Random } from '#shared/domain/random.ts'
import type { Paperwork } from '#shared/protocol/command/paperwork.ts'
import { LINK_LIMITS, PaperworkFrameAnswer } from '#shared/protocol/envelope.ts'
import { type Refusal, refuse } from '#shared/protocol/error.ts'
import { chooseDelay } from './back-off.ts'
import type { Line } from './line.ts'
import { type PushBooks, settleBatch, type Verdict } from './settle-batch.ts'
import { PAPERWORK_MS } from './waits.ts'
import { withTimeout } from './with-timeout.ts'

/**
 * Central writes one, the next waits there, and the answer to a third is booked here: with fewer, central stands idle
 * whenever this disk is slower than its own. More would only wait.
 */
const IN_FLIGHT = 3
/** Room for the frame around the commands. */
const FRAME_BYTES = LINK_LIMITS.paperworkBytes - 4 * 1024

export interface Pusher {
  /** pushes over this line until `detach` */
  attach(line: Line): void
  detach(): void
  /** something new waits */
  wake(): void
}

/** A batch on its way, and what central will say. */
type Sent = { batch: Paperwork[]; answer: Promise<unknown> }
/** What central said to a batch, and how often in a row it had failed before. */
type Heard = { batch: Paperwork[]; answer: PaperworkFrameAnswer; failures: number }

/**
 * Sends the outbox in order. A batch that travels behind another names it, and central takes it only after that one, so
 * nothing overtakes what failed. An acknowledgement that was lost means the same batch again, which
 * central answers with `duplicate`. A batch refused as a whole is halved until the one command at fault stands alone
 * and goes to the rejected list, so nothing ever blocks those behind it. An answer that the disk does not take is booked
 * again, later and later, before anything else is sent.
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
  let resting = false
  let unbooked: Heard[] = []

  async function run(): Promise<void> {
    if (running) return
    running = true
    cancelRetry()
    resting = false
    try {
      while (bookAgain() && line) {
        const over: Line = line
        const sent: Sent[] = []
        fill(over, sent, null)
        // nothing may be awaited between this look and the end: who wakes us meanwhile would not be heard
        if (sent.length === 0 || (!(await pushOver(over, sent)) && line === over)) break
      }
    } finally {
      running = false
    }
  }

  /** Hears of what was sent and sends what follows, until nothing more waits or something went wrong; true: go on at once. */
  async function pushOver(over: Line, sent: Sent[]): Promise<boolean> {
    for (let head = sent.shift(); head; head = sent.shift()) {
      const answer = await hear(head)
      if (answer === null) return false
      // central has the next one to write while this one is booked
      if (answer.ok && line === over) fill(over, sent, head.batch)
      const verdict = book({ batch: head.batch, answer, failures })
      if (verdict.kind !== 'settled') {
        // silence is not waited for twice
        if (answer.ok || answer.refusal.code !== 'link_down') await bookRest(sent)
        return goOn(verdict, over, head.batch)
      }
      failures = 0
      limit = Math.min(LINK_LIMITS.paperworkCommands, limit * 2)
      on.failing(null)
    }
    return true
  }

  /** Sends what follows until enough is in flight; while a command at fault is looked for, one at a time. */
  function fill(over: Line, sent: Sent[], answered: Paperwork[] | null): void {
    const most = limit === LINK_LIMITS.paperworkCommands ? IN_FLIGHT : 1
    while (sent.length < most) {
      const [first] = answered ?? sent[0]?.batch ?? []
      // what came back to the front (central was set back) must not wait for all behind it
      if (first && books.readOldestN() !== first.n) return
      const ahead = sent.at(-1)?.batch.at(-1)
      const batch = books.readBatch(limit, FRAME_BYTES, (ahead ?? answered?.at(-1))?.n ?? 0)
      if (batch.length === 0) return
      const frame = ahead ? { commands: batch, after: ahead.commandId } : { commands: batch }
      sent.push({ batch, answer: over.request('paperwork', frame) })
    }
  }

  /** null: the line was given up meanwhile */
  async function hear({ answer }: Sent): Promise<PaperworkFrameAnswer | null> {
    const raw = await withTimeout(tools.clock, PAPERWORK_MS, answer)
    if (raw === undefined && !line) return null
    const parsed = PaperworkFrameAnswer.safeParse(raw)
    // A late answer over a line that is gone is still an answer; only silence is not.
    return parsed.success ? parsed.data : refuse(raw === undefined ? 'link_down' : 'internal')
  }

  /** What travelled behind a batch that went wrong was mostly refused for it, and is sent again in its turn. */
  async function bookRest(sent: readonly Sent[]): Promise<void> {
    for (const { batch, answer } of sent) {
      const heard = await hear({ batch, answer })
      if (heard?.ok) book({ batch, answer: heard, failures: 0 })
    }
  }

  function book(heard: Heard): Verdict {
    const verdict = settleBatch(books, heard.batch, heard.answer, heard.failures)
    if (verdict.kind === 'unbooked') unbooked.push(heard)
    return verdict
  }

  /** False: the disk still does not take what central answered. */
  function bookAgain(): boolean {
    const waiting = unbooked
    unbooked = []
    for (const heard of waiting) {
      if (book(heard).kind === 'copied') on.copied()
    }
    if (unbooked.length > 0) restLonger()
    else if (waiting.length > 0) failures = 0
    return unbooked.length === 0
  }

  function restLonger(): void {
    failures += 1
    resting = true
    cancelRetry()
    cancelRetry = tools.clock.schedule(chooseDelay(failures, tools.random), () => void run())
  }

  function goOn(verdict: Exclude<Verdict, { kind: 'settled' }>, over: Line, batch: readonly Paperwork[]): boolean {
    if (verdict.kind === 'again') return true
    if (verdict.kind === 'copied') on.copied()
    if (verdict.kind === 'session_over') on.sessionOver(verdict.refusal)
    if (verdict.kind === 'halve') {
      limit = Math.max(1, Math.floor(batch.length / 2))
      return true
    }
    if (verdict.kind === 'unbooked') restLonger()
    if (verdict.kind === 'later') {
      // the line changed while we waited for the old one: the new one need not wait
      if (line && line !== over) return true
      if (verdict.refusal.code !== 'link_down') on.failing(verdict.refusal)
      restLonger()
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
    wake() {
      // what is new goes with what waits: a fast writer must not make a rest none
      if (!resting) void run()
    },
  }
}
