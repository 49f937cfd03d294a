import type { FlowContext } from './flow-context.ts'
import type { Loop } from './repeat.ts'

/**
 * `everyMs`: two looks are at least so far apart, so nothing known here is served later than that. `restMs`: the
 * longest time without a look, for what nobody here was told of: rows of another node, or of one that died.
 */
export type DueRhythm = { everyMs: number; restMs: number }

/**
 * Looks at what is due, again and again, when the last look said that something will be or somebody hints at it; one
 * look at a time. `look` answers when the next is due (epoch ms, null: nothing is). A failure is logged and the next
 * look comes all the same.
 */
export function watchDue(
  { clock, due, log }: Pick<FlowContext, 'clock' | 'due' | 'log'>,
  { everyMs, restMs }: DueRhythm,
  look: () => Promise<number | null>,
): Loop {
  let stopped = false
  let looking = false
  let lookedAt = clock.now()
  /** the earliest time at which something may be due, as far as is known */
  let dueAt = Number.POSITIVE_INFINITY
  let wakeAt = Number.POSITIVE_INFINITY
  let cancel = () => {}
  let running = Promise.resolve()

  async function doRound(): Promise<void> {
    looking = true
    dueAt = Number.POSITIVE_INFINITY
    try {
      const next = await look()
      // only now: somebody may have hinted at an earlier time during the look
      if (next !== null) dueAt = Math.min(dueAt, next)
    } catch (error) {
      log.error({ err: error, loop: 'timers' }, 'a round failed')
    }
    looking = false
    lookedAt = clock.now()
    wakeAt = Number.POSITIVE_INFINITY
    plan()
  }
  function plan(): void {
    const at = Math.max(lookedAt + everyMs, Math.min(dueAt, lookedAt + restMs))
    if (stopped || looking || at >= wakeAt) return
    wakeAt = at
    cancel()
    cancel = clock.schedule(Math.max(0, at - clock.now()), () => {
      running = doRound()
    })
  }
  due.listen((at) => {
    dueAt = Math.min(dueAt, at)
    plan()
  })
  plan()
  return {
    async stop() {
      stopped = true
      cancel()
      await running
    },
  }
}
