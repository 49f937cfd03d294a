import type { FlowContext } from '#central/flows/flow-context.ts'

/** Runs `work` again `everyMs` after it ended, until stopped; a failure is logged and the next turn comes. */
export function runEvery(
  { clock, log }: Pick<FlowContext, 'clock' | 'log'>,
  everyMs: number,
  what: string,
  work: () => Promise<unknown>,
): { stop(): Promise<void> } {
  let stopped = false
  let running: Promise<unknown> = Promise.resolve()
  let cancel = clock.schedule(everyMs, turn)
  function turn(): void {
    running = work()
      .catch((error) => log.error({ err: error, what }, 'a recurring task failed'))
      .finally(() => {
        if (!stopped) cancel = clock.schedule(everyMs, turn)
      })
  }
  return {
    async stop() {
      stopped = true
      cancel()
      await running
    },
  }
}
