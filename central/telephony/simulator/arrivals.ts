import type { Clock } from '#shared/domain/clock.ts'
import type { Random } from '#shared/domain/random.ts'
import type { CallerScript } from './caller.ts'
import type { Simulator } from './simulator.ts'

/**
 * When callers come. The first `firstAfterMs` after somebody is free, then one about every `everyMs` (exponential,
 * as real callers come), never with more than `mostCallers` on the line at once.
 */
export type ArrivalScript = {
  /** who could call next, in any order; picked by the dice */
  callers: readonly CallerScript[]
  firstAfterMs: number
  everyMs: number
  mostCallers: number
  /** whether an agent could take a call to this number now; asked before each arrival */
  isSomebodyFree(to: string): Promise<boolean>
}

const LOOK_MS = 1_000
const PICKS = 5

/** Lets callers come until stopped. */
export function startArrivals(
  simulator: Simulator,
  script: ArrivalScript,
  { clock, random, onError }: { clock: Clock; random: Random; onError(error: unknown): void },
): () => void {
  let stopped = false
  let cancel = () => {}
  let nextAt: number | null = null

  /** Rather somebody whose queue has a free agent; now and then that is nobody, and the caller waits. */
  async function pickCaller(): Promise<{ caller: CallerScript; isFree: boolean } | null> {
    let picked: CallerScript | undefined
    for (let tries = 0; tries < PICKS; tries += 1) {
      picked = script.callers[Math.floor(random.next() * script.callers.length)]
      if (picked && (await script.isSomebodyFree(picked.to))) return { caller: picked, isFree: true }
    }
    return picked ? { caller: picked, isFree: false } : null
  }

  async function look(): Promise<void> {
    const next = simulator.countCallers() < script.mostCallers ? await pickCaller() : null
    if (!next) return
    const { caller, isFree } = next
    const now = clock.now()
    if (nextAt === null) {
      if (isFree) nextAt = now + script.firstAfterMs
      return
    }
    // an agent who sits idle is not left waiting for the next arrival of the script
    const dueAt = isFree && simulator.countCallers() === 0 ? Math.min(nextAt, now + script.firstAfterMs) : nextAt
    nextAt = dueAt
    if (now < dueAt || stopped) return
    simulator.placeCall(caller)
    nextAt = now + Math.round(-Math.log(1 - random.next()) * script.everyMs)
  }

  function wait(): void {
    cancel = clock.schedule(LOOK_MS, () => {
      look()
        .catch(onError)
        .finally(() => {
          if (!stopped) wait()
        })
    })
  }
  wait()
  return () => {
    stopped = true
    cancel()
  }
}
