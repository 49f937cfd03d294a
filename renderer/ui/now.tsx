import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

/** Where screens read the time: `now` is the time shown to people, `schedule` runs a task once and returns its cancel. */
export interface NowSource {
  now(): number
  schedule(delayMs: number, task: () => void): () => void
}

const NowContext = createContext<NowSource | null>(null)

export function NowProvider({ source, children }: { source: NowSource; children: ReactNode }) {
  return <NowContext value={source}>{children}</NowContext>
}

export function useNowSource(): NowSource {
  const source = useContext(NowContext)
  if (source === null) throw new Error('NowProvider is missing above this component')
  return source
}

/** The time, refreshed every `everyMs` on its own multiples, so that all timers turn together. */
export function useNow(everyMs = 1000): number {
  const source = useNowSource()
  const [now, setNow] = useState(() => source.now())
  useEffect(() => {
    let cancel = () => {}
    const wait = () => {
      cancel = source.schedule(everyMs - (source.now() % everyMs) + 5, () => {
        setNow(source.now())
        wait()
      })
    }
    // what was drawn a moment ago is not drawn again for a few milliseconds: a ring has many times on it
    const time = source.now()
    setNow((drawn) => (Math.abs(time - drawn) < everyMs ? drawn : time))
    wait()
    return () => cancel()
  }, [source, everyMs])
  return now
}
