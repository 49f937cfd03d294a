import type { Random } from '#shared/domain/random.ts'

const FIRST_MS = 200
/** Low enough that 19 of 20 desks are back within 3 s of the line's return, an attempt into the void included. */
const CAP_MS = 1_500

/** How long to wait before attempt number `attempt` (from 0). Full jitter: 500 desks must not knock as one. */
export function chooseDelay(attempt: number, random: Random): number {
  return Math.round(random.next() * Math.min(CAP_MS, FIRST_MS * 2 ** Math.min(attempt, 10)))
}
