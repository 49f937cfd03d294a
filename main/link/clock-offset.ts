const SAMPLES_KEPT = 8
/** Clocks drift apart by less than this while the samples are gathered: what differs by more was set. */
const SET_MS = 1_000

export interface ClockOffset {
  /** central's clock read between our `sentAt` and `receivedAt` */
  sample(serverTime: number, sentAt: number, receivedAt: number): void
  /** central's clock minus ours, in milliseconds */
  read(): number
}

type Sample = { offset: number; roundTrip: number }

/**
 * The quickest of the last exchanges tells best: least of its time was spent on the way. An exchange is wrong by half
 * of its time at most, so where two differ by more than that, one of the clocks was set between them, and what was
 * learned before is worth nothing.
 */
export function createClockOffset(): ClockOffset {
  let samples: Sample[] = []
  return {
    sample(serverTime, sentAt, receivedAt) {
      // set back during the exchange: nothing can be told from it, but that
      if (receivedAt < sentAt) {
        samples = []
        return
      }
      const roundTrip = receivedAt - sentAt
      const sample = { offset: serverTime - (sentAt + roundTrip / 2), roundTrip }
      const agrees = (other: Sample) =>
        Math.abs(other.offset - sample.offset) <= (other.roundTrip + roundTrip) / 2 + SET_MS
      samples = [...samples.filter(agrees), sample].slice(-SAMPLES_KEPT)
    },
    read() {
      const best = samples.reduce<Sample | null>(
        (quickest, next) => (quickest && quickest.roundTrip < next.roundTrip ? quickest : next),
        null,
      )
      return best?.offset ?? 0
    },
  }
}
