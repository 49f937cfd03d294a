const SAMPLES_KEPT = 8

export interface ClockOffset {
  /** central's clock read between our `sentAt` and `receivedAt` */
  sample(serverTime: number, sentAt: number, receivedAt: number): void
  /** central's clock minus ours, in milliseconds */
  read(): number
}

/** The quickest of the last exchanges tells best: least of its time was spent on the way. */
export function createClockOffset(): ClockOffset {
  let samples: { offset: number; roundTrip: number }[] = []
  return {
    sample(serverTime, sentAt, receivedAt) {
      const roundTrip = Math.max(0, receivedAt - sentAt)
      samples = [...samples, { offset: serverTime - (sentAt + roundTrip / 2), roundTrip }].slice(-SAMPLES_KEPT)
    },
    read() {
      const best = samples.reduce<(typeof samples)[number] | null>(
        (quickest, next) => (quickest && quickest.roundTrip < next.roundTrip ? quickest : next),
        null,
      )
      return best?.offset ?? 0
    },
  }
}
