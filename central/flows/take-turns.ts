export type Turns = <T>(work: () => Promise<T>) => Promise<T>

/**
 * Runs at most `atOnce` pieces of work at a time, the others in the order they came. After a restart hundreds of
 * desks are greeted together: all at once, each would wait for the last; in turns, most are at work soon.
 */
export function createTurns(atOnce: number): Turns {
  let running = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      // the place passes on without ever being free
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
