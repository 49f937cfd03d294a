import type { FlowContext } from './flow-context.ts'

export type Loop = { stop(): Promise<void> }

/**
 * Does `work` again and again, `everyMs` after it was done last; one at a time. A failure is logged and the next
 * round comes all the same. `stop` resolves when the round under way is over.
 */
export function repeat(
  context: FlowContext,
  { name, everyMs, work, atOnce = false }: { name: string; everyMs: number; work(): Promise<void>; atOnce?: boolean },
): Loop {
  let stopped = false
  let cancel = () => {}
  let running = Promise.resolve()

  async function doRound(): Promise<void> {
    try {
      await work()
    } catch (error) {
      context.log.error({ err: error, loop: name }, 'a round failed')
    }
    if (!stopped) wait(everyMs)
  }
  function wait(delayMs: number): void {
    cancel = context.clock.schedule(delayMs, () => {
      running = doRound()
    })
  }
  wait(atOnce ? 0 : everyMs)
  return {
    async stop() {
      stopped = true
      cancel()
      await running
    },
  }
}
