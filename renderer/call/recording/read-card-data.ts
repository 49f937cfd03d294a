import type { Recording } from '#shared/protocol/call.ts'

/** So long a line may take to confirm the pause before the agent is told that it has not. */
export const LATE_MS = 5_000
/** Between the press and the word that the pause is asked for. A call that still just records after it was refused. */
export const REFUSED_MS = 2_000

/**
 * Whether card data may be said. `off`: nobody takes any. `locked`: somebody wants to, but the line records, or may.
 * `open`: the line has confirmed the pause, or does not record this call.
 */
export type CardDataMode =
  | { kind: 'off' }
  | { kind: 'locked'; why: 'asking' | 'late' | 'refused' | 'resuming' | 'stopping' | 'unconfirmed' }
  | { kind: 'open'; why: 'paused' | 'unrecorded' }

/**
 * The mode by what the line says. `askedFor`: how long ago this console asked for the mode, null when it did not: a
 * pause that a reload or a hand-over left behind is the mode too. Without a connection nothing is known, so it is
 * locked.
 */
export function readCardData(state: Recording['state'], askedFor: number | null, confirmed: boolean): CardDataMode {
  const mode = readLine(state, askedFor)
  return mode.kind === 'off' || confirmed ? mode : { kind: 'locked', why: 'unconfirmed' }
}

function readLine(state: Recording['state'], askedFor: number | null): CardDataMode {
  switch (state) {
    case 'paused':
      return { kind: 'open', why: 'paused' }
    case 'pausing':
      return lockUntil(askedFor ?? 0, LATE_MS, 'late')
    case 'resuming':
      return { kind: 'locked', why: 'resuming' }
    case 'starting':
      return askedFor === null ? { kind: 'off' } : lockUntil(askedFor, LATE_MS, 'late')
    case 'on':
      return askedFor === null ? { kind: 'off' } : lockUntil(askedFor, REFUSED_MS, 'refused')
    case 'stopping':
      return askedFor === null ? { kind: 'off' } : { kind: 'locked', why: 'stopping' }
    case 'none':
    case 'stopped':
    case 'failed':
      return askedFor === null ? { kind: 'off' } : { kind: 'open', why: 'unrecorded' }
  }
}

function lockUntil(askedFor: number, mostMs: number, then: 'late' | 'refused'): CardDataMode {
  return { kind: 'locked', why: askedFor < mostMs ? 'asking' : then }
}
