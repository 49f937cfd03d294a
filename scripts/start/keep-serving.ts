import type { Service } from './start-service.ts'

/** Long enough to see that desks go on without it, short enough for a site that nobody watches. */
const WAIT_MS = 10_000
/** So many starts in a row may fail: then something is wrong that another start does not mend. */
const MOST_FAILURES = 5

type Options = {
  /** how a sentence begins that is about it */
  name: string
  start: () => Service
  /** whether somebody else serves in its place, e.g. started by hand */
  isServed: () => Promise<boolean>
  say: (line: string) => void
  waitMs?: number
}

type Phase = 'up' | 'down' | 'rested' | 'ending'

export type KeptService = Service & {
  /** stops it until the next call, which starts it again; while it waits for its next start, starts it now */
  toggle(): void
}

/**
 * A service that is started again when it ended by itself after it had served. One that never served, or cannot be
 * brought back, ends with its sentence.
 */
export function keepServing({ name, start, isServed, say, waitMs = WAIT_MS }: Options): KeptService {
  const first = start()
  let current = first
  let phase: Phase = 'down'
  let wake = () => {}

  function pause(ms: number | null): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === null ? null : setTimeout(resolve, ms)
      wake = () => {
        if (timer) clearTimeout(timer)
        resolve()
      }
    })
  }

  async function keep(): Promise<string> {
    if (!(await isReady(first))) return first.ended
    if (!is('ending')) phase = 'up'
    for (let failures = 0; failures < MOST_FAILURES; ) {
      const words = await current.ended
      if (is('ending')) return words
      if (is('rested')) {
        say(`${name} is stopped; Enter starts it again.`)
        await pause(null)
      } else {
        phase = 'down'
        say(`${words} It is started again in ${waitMs / 1000} s.`)
        await pause(waitMs)
      }
      while (!is('ending') && (await isServed())) await pause(waitMs)
      if (is('ending')) return words
      phase = 'down'
      current = start()
      if (await isReady(current)) {
        failures = 0
        if (!is('ending')) phase = 'up'
        say(`${name} is back.`)
      } else {
        failures += 1
      }
    }
    return current.ended
  }

  /** asked anew after every wait: it changes meanwhile */
  function is(asked: Phase): boolean {
    return phase === asked
  }

  return {
    needed: true,
    ready: first.ready,
    ended: keep(),
    toggle() {
      if (phase === 'up') {
        phase = 'rested'
        void current.stop()
      } else {
        wake()
      }
    },
    async stop() {
      phase = 'ending'
      wake()
      await current.stop()
    },
  }
}

function isReady(service: Service): Promise<boolean> {
  return service.ready.then(
    () => true,
    () => false,
  )
}
