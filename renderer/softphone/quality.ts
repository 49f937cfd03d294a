import type { CallQuality } from '#renderer/state/phone-state.ts'

/** Counts since the call began; `jitterMs` and `roundTripMs` are of now, the latter null until the other side reported. */
export type Reading = { received: number; lost: number; jitterMs: number; roundTripMs: number | null }

/** What coding, packets and sound hardware add to the network's delay, each way. */
const equipmentMs = 50

/**
 * How a conversation sounds, from what was heard between two readings. The E-model reduced to delay and loss as
 * R. G. Cole and J. H. Rosenbluth, "Voice over IP performance monitoring", ACM CCR 31(2), 2001, with G.711 and loss
 * concealment; its bounds are those of ITU-T G.107 annex B: from 80 users are satisfied, below 60 nearly all are not.
 */
export function assessQuality(before: Reading, now: Reading): CallQuality {
  const rating = rate(before, now)
  if (rating >= 80) return 'good'
  return rating >= 60 ? 'fair' : 'poor'
}

/** The R factor: 94 is perfect, 0 unintelligible. */
export function rate(before: Reading, now: Reading): number {
  const lost = Math.max(0, now.lost - before.lost)
  const expected = Math.max(0, now.received - before.received) + lost
  // nothing at all arrived: parked in silence looks the same as a dead path, so it is not called bad by loss
  const loss = expected === 0 ? 0 : lost / expected
  const delayMs = (now.roundTripMs ?? 0) / 2 + 2 * now.jitterMs + equipmentMs
  const byDelay = 0.024 * delayMs + (delayMs > 177.3 ? 0.11 * (delayMs - 177.3) : 0)
  const byLoss = 30 * Math.log(1 + 15 * loss)
  return Math.max(0, 94.2 - byDelay - byLoss)
}
