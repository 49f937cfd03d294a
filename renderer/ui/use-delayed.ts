import { useEffect, useState } from 'react'
import { useNowSource } from './now.tsx'

/** False, then true once `delayMs` have passed. */
export function useDelayed(delayMs: number): boolean {
  const source = useNowSource()
  const [passed, setPassed] = useState(false)
  useEffect(() => source.schedule(delayMs, () => setPassed(true)), [source, delayMs])
  return passed
}
