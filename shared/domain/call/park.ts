/**
 * A call that its agent puts aside with music, for whoever takes it from there:
 *
 *                 line refused
 *               ┌──────────────┐
 *               ▼              │
 *     ┌──► talking ──park──► parking ──line parked──► parked ──pick up──► picking ──┐
 *     │                                                │ ▲                 │        │
 *     │                                        time is │ └── failed, let ──┤        │
 *     │                                             up │     go            │ failed, let go,
 *     │                                                ▼                   ▼ time was up
 *     │                                             in_line ◄──────────────┘        │
 *     └───────────────────────────── joined ────────────────────────────────────────┘
 *
 * From everywhere: the customer hangs up, and the call is over. `parking`: still its agent's, until the line has given
 * the customer music. `picking`: the telephone of whoever picks it up rings, the customer still hears music.
 * `in_line`: first in line at its queue.
 */
export type ParkState = 'talking' | 'parking' | 'parked' | 'picking' | 'in_line'

/** `failed`: the picker's line did not come up. `let_go`: they changed their mind. */
export type ParkInput =
  | 'park'
  | 'line_parked'
  | 'line_refused'
  | 'pick_up'
  | 'joined'
  | 'failed'
  | 'let_go'
  | 'time_is_up'

/** Nobody waits longer than this for whoever is to pick them up. */
export const PARK_LIMIT_MS = 120_000

const moves: Record<ParkState, Partial<Record<ParkInput, ParkState>>> = {
  talking: { park: 'parking' },
  parking: { line_parked: 'parked', line_refused: 'talking' },
  parked: { pick_up: 'picking', time_is_up: 'in_line' },
  // the time runs on while a telephone rings, and is looked at when that came to nothing
  picking: { joined: 'talking', failed: 'parked', let_go: 'parked', time_is_up: 'picking' },
  in_line: {},
}

/** Since when a call stands in the list, epoch ms; null: it does not. */
type Stay = { parkedAt: number | null; now: number }

/** The state after `input`; null when that is not possible where the call stands. */
export function movePark(state: ParkState, input: ParkInput, { parkedAt, now }: Stay): ParkState | null {
  const after = moves[state][input] ?? null
  if (state === 'picking' && after === 'parked' && isParkOver(parkedAt, now)) return 'in_line'
  return after
}

function isParkOver(parkedAt: number | null, now: number): boolean {
  return parkedAt === null || now >= parkedAt + PARK_LIMIT_MS
}

type Standing = { state: string; parked_by: string | null }

/** Where a call stands by its row; null: parking has nothing to do with it. */
export function readPark({ state, parked_by: parkedBy }: Standing): ParkState | null {
  if (state === 'connected') return parkedBy === null ? 'talking' : 'parking'
  if (state === 'parked') return 'parked'
  if (state === 'connecting' && parkedBy !== null) return 'picking'
  return state === 'queued' ? 'in_line' : null
}
