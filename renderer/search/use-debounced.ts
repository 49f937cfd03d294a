import { useEffect, useState } from 'react'
import { useNowSource } from '#renderer/ui/now.tsx'

/** The value once it has stood still for `delayMs`. */
export function useDebounced<T>(value: T, delayMs: number): T {
  const source = useNowSource()
  const [settled, setSettled] = useState(value)
  useEffect(() => source.schedule(delayMs, () => setSettled(value)), [source, value, delayMs])
  return settled
}
