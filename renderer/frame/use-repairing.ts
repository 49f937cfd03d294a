import { useEffect, useState } from 'react'
import type { Backend } from '#renderer/backend/backend.ts'
import type { Clock } from '#shared/domain/clock.ts'

/** A desk opens in less; who waits longer is told why. */
const askEveryMs = 1_000

/** Whether the shell repairs a store while somebody waits for their desk. Asked only then. */
export function useRepairing({ shell }: Pick<Backend, 'shell'>, clock: Clock, waiting: boolean): boolean {
  const [repairing, setRepairing] = useState(false)
  useEffect(() => {
    if (!waiting) return
    let over = false
    let cancel = () => {}
    const later = () => {
      if (!over) cancel = clock.schedule(askEveryMs, look)
    }
    const look = () => {
      shell()
        .then((info) => {
          if (!over) setRepairing(info.repairing === true)
        })
        // the answer that is waited for fails as well, and says it
        .catch(() => setRepairing(false))
        .finally(later)
    }
    later()
    return () => {
      over = true
      cancel()
      setRepairing(false)
    }
  }, [shell, clock, waiting])
  return repairing
}
