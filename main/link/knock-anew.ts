import type { Clock } from '#shared/domain/clock.ts'
import { BESIDE_MOST_MS, BESIDE_MS } from './waits.ts'

/** One attempt at a connection: `done` with it, or with null when it was refused. The returned function drops it. */
export type Knock<C> = (done: (connection: C | null) => void) => () => void

/**
 * Two attempts at most are on their way: a patient one, so that a central too busy to answer within moments is reached
 * in the end, and beside it one that is made anew every second or two. A line that died swallows what was sent into it
 * and never says so, not even when it is back: only a fresh attempt gets through, so the pause between two is what a
 * desk is late by. The first to open is handed over, the other is dropped. The returned function gives up.
 */
export function knockAnew<C>(knock: Knock<C>, clock: Clock, on: { open(connection: C): void; failed(): void }) {
  let over = false
  let pause = BESIDE_MS
  let dropBeside = () => {}
  const dropPatient = attempt(() => dropBeside())
  let cancelTimer = clock.schedule(pause, knockBeside)

  /** `others`: drops the attempt that is not wanted any more once this one has opened. */
  function attempt(others: () => void): () => void {
    let dropped = false
    const drop = knock((connection) => {
      if (over || dropped) return
      over = true
      cancelTimer()
      others()
      if (connection === null) on.failed()
      else on.open(connection)
    })
    return () => {
      dropped = true
      drop()
    }
  }

  function knockBeside(): void {
    const dropOlder = dropBeside
    dropBeside = attempt(dropPatient)
    dropOlder()
    pause = Math.min(BESIDE_MOST_MS, pause * 1.2)
    cancelTimer = clock.schedule(pause, knockBeside)
  }

  return () => {
    if (over) return
    over = true
    cancelTimer()
    dropPatient()
    dropBeside()
  }
}
