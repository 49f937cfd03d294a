import type { Clock } from '#shared/domain/clock.ts'

export type GatherRhythm = {
  /**
   * At most one round begins in so long: who comes after a rest is served at once, the others wait and go together.
   * 0: no rest but the round itself.
   */
  everyMs: number
  /** more than this go in rounds of their own */
  most: number
  /** rounds under way together: with more than one, a round that hangs on a locked row does not hold up everybody */
  roundsAtOnce: number
}

/**
 * Serves many askers with few rounds of work. Nobody gets an answer that was read before they asked. `run` answers in
 * the order of what it was given, a promise where one asker needs more; when it throws, everybody of its round gets
 * that error.
 */
export function gather<Ask, Answer>(
  clock: Clock,
  { everyMs, most, roundsAtOnce }: GatherRhythm,
  run: (asks: readonly Ask[]) => Promise<readonly (Answer | Promise<Answer>)[]>,
): (ask: Ask) => Promise<Answer> {
  type Waiting = { ask: Ask; resolve(answer: Answer | Promise<Answer>): void; reject(error: unknown): void }
  let waiting: Waiting[] = []
  let under = 0
  let lastAt = Number.NEGATIVE_INFINITY
  let isWoken = false

  function serve(): void {
    if (under >= roundsAtOnce || waiting.length === 0) return
    const since = clock.now() - lastAt
    // less than nothing: the clock was set back
    if (since >= 0 && since < everyMs) {
      wakeIn(everyMs - since)
      return
    }
    lastAt = clock.now()
    const round = waiting.slice(0, most)
    waiting = waiting.slice(most)
    under += 1
    void answer(round)
    serve()
  }

  function wakeIn(ms: number): void {
    if (isWoken) return
    isWoken = true
    clock.schedule(ms, () => {
      isWoken = false
      serve()
    })
  }

  async function answer(round: readonly Waiting[]): Promise<void> {
    try {
      const answers = await run(round.map(({ ask }) => ask))
      if (answers.length !== round.length) throw new Error('a round answered for others than were in it')
      for (const [index, { resolve }] of round.entries()) resolve(answers[index] as Answer)
    } catch (error) {
      for (const { reject } of round) reject(error)
    } finally {
      under -= 1
      serve()
    }
  }

  return (ask) =>
    new Promise((resolve, reject) => {
      waiting.push({ ask, resolve, reject })
      serve()
    })
}

/** A reading that serves everybody who asked before it began. */
export function share<T>(clock: Clock, read: () => Promise<T>): () => Promise<T> {
  const ask = gather<null, T>(clock, { everyMs: 0, most: Number.POSITIVE_INFINITY, roundsAtOnce: 1 }, async (asks) => {
    const value = await read()
    return asks.map(() => value)
  })
  return () => ask(null)
}
