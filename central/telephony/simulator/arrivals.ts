import type { Clock } from '#shared/domain/clock.ts'
import type { Random } from '#shared/domain/random.ts'
import type { CallerScript } from './caller.ts'
import type { Simulator } from './simulator.ts'

/**
 * When callers come: the first `firstAfterMs` after somebody is free, then about every `everyMs` (exponential, as
 * real callers come), sooner when an agent sits idle and nobody is on the line, and never with more than
 * `mostCallers` on it.
 */
export type ArrivalScript = {
  /** who calls, in this order, again and again */
  callers: readonly CallerScript[]
  firstAfterMs: number
  everyMs: number
  mostCallers: number
  /** whether an agent could take a call to this number now; asked before each arrival */
  isSomebodyFree(to: string): Promise<boolean>
}

type Parts = { clock: Clock; random: Random; onError(error: unknown): void }

const LOOK_MS = 1_000

/** Lets callers come until stopped. */
export function startArrivals(simulator: Simulator, script: ArrivalScript, parts: Parts): () => void {
  const { clock, random, onError } = parts
  let stopped = false
  let cancel = () => {}
  let turn = 0
  let nextAt: number | null = null

  async function look(): Promise<void> {
    if (simulator.countCallers() >= script.mostCallers || script.callers.length === 0) return
    const { index, isFree } = await findNext(script, turn)
    const now = clock.now()
    if (isFree && (nextAt === null || simulator.countCallers() === 0)) {
      nextAt = Math.min(nextAt ?? Number.POSITIVE_INFINITY, now + script.firstAfterMs)
    }
    const caller = script.callers[index]
    if (nextAt === null || now < nextAt || !caller || stopped) return
    simulator.placeCall(caller)
    turn = index + 1
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

/** The next in turn whose number somebody is free for; with nobody free anywhere, the next in turn, who waits. */
async function findNext(script: ArrivalScript, turn: number): Promise<{ index: number; isFree: boolean }> {
  const asked = new Map<string, boolean>()
  const count = script.callers.length
  for (let step = 0; step < count; step += 1) {
    const index = (turn + step) % count
    const to = script.callers[index]?.to ?? ''
    const isFree = asked.get(to) ?? (await script.isSomebodyFree(to))
    asked.set(to, isFree)
    if (isFree) return { index, isFree }
  }
  return { index: turn % count, isFree: false }
}
