import type { Clock } from '#shared/domain/clock.ts'

type Sources = { wall(): number; monotonic(): number }
const machine: Sources = { wall: () => Date.now(), monotonic: () => performance.now() }

/** More than the two sources drift apart by themselves between two looks. */
const STEP_MS = 1_000

/**
 * The clock of this machine, but never backwards: when somebody sets it back, a call still lasts as long as it
 * lasted, and time runs on from where it was until the machine's clock agrees again. Set ahead, it is followed.
 */
export function createWallClock(sources: Sources = machine): Clock {
  let shift = 0
  let shown = sources.wall()
  let at = sources.monotonic()
  return {
    now() {
      const wall = sources.wall()
      const monotonic = sources.monotonic()
      const expected = shown + (monotonic - at)
      if (wall + shift < expected - STEP_MS) shift = expected - wall
      else if (shift > 0 && wall + shift > expected + STEP_MS) shift = Math.max(0, expected - wall)
      shown = Math.max(shown, wall + shift)
      at = monotonic
      return Math.floor(shown)
    },
    schedule(delayMs, task) {
      const timer = setTimeout(task, delayMs)
      return () => clearTimeout(timer)
    },
  }
}
