import { type ReactNode, useEffect, useState } from 'react'

/**
 * Draws its children in the task after what stands around them, in one go: a frame may come between, and nothing that
 * arrives meanwhile starts them anew.
 */
export function Later({ children }: { children: ReactNode }) {
  const [due, setDue] = useState(false)
  useEffect(() => setDue(true), [])
  return due ? children : null
}
