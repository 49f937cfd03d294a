import type { FlowContext } from './flow-context.ts'

export type Loop = { stop(): Promise<void> }
type Round = { name: string; everyMs: number; work(): Promise<void>; early?: readonly number[] }

/**
 * Does `work` again and again, `everyMs` after it was done last; one at a time. `early`: what its first rounds wait
 * instead. A failure is logged and the next
 * round comes all the same. `stop` resolves when the round under way is over.
 */
export function repeat(context: FlowContext, { name, everyMs, work, early = [] }: Round): Loop {
  let stopped = false
  let cancel = () => {}
  let running = Promise.resolve()
  const waits = [...early]

  async function doRound(): Promise<void> {
    try {
      await work()
    } catch (error) {
      context.log.error({ err: error, loop: name }, 'a round failed')
    }
    if (!stopped) wait(waits.shift() ?? everyMs)
  }
  function wait(delayMs: number): void {
    cancel = context.clock.schedule(delayMs, () => {
      running = doRound()
    })
  }
  wait(waits.shift() ?? everyMs)
  return {
    async stop() {
      stopped = true
      cancel()
      await running
    },
  }
}
