/**
 * Runs work of one call strictly in the order it was asked for, so that a hold and the resume after it cannot
 * overtake each other on their way to the provider. Holds nothing that the journal does not know.
 */
export type Sequencer = {
  run<T>(callId: string, work: () => Promise<T>): Promise<T>
  /** counts work that nobody awaits, so that `idle` waits for it */
  track(work: Promise<unknown>): void
  /** resolves when nothing is running: for an orderly stop, and for tests */
  idle(): Promise<void>
}

export function createSequencer(): Sequencer {
  const tails = new Map<string, Promise<unknown>>()
  const tracked = new Set<Promise<unknown>>()
  return {
    run(callId, work) {
      const result = (tails.get(callId) ?? Promise.resolve()).then(work)
      const tail = result.then(
        () => undefined,
        // the caller of run() is told; the next in line only needs to know that this one is over
        () => undefined,
      )
      tails.set(callId, tail)
      void tail.then(() => {
        if (tails.get(callId) === tail) tails.delete(callId)
      })
      return result
    },
    track(work) {
      tracked.add(work)
      const forget = () => void tracked.delete(work)
      void work.then(forget, forget)
    },
    async idle() {
      while (tails.size + tracked.size > 0) await Promise.allSettled([...tails.values(), ...tracked])
    },
  }
}
