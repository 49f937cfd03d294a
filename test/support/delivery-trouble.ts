import type { Clock } from '#shared/domain/clock.ts'
import type { Random } from '#shared/domain/random.ts'

/** Trouble on the way from the line to central: shares in [0, 1]. */
export type Trouble = {
  late: number
  lateByMs: number
  doubled: number
  swallowed: number
  clock: Clock
  random: Random
}

/** When, if ever, and how often a report is delivered: delays in ms. */
export function planDeliveries(trouble: Trouble): number[] {
  const { random } = trouble
  if (random.next() < trouble.swallowed) return []
  const delay = () => (random.next() < trouble.late ? random.next() * trouble.lateByMs : 0)
  return random.next() < trouble.doubled ? [delay(), delay()] : [delay()]
}
