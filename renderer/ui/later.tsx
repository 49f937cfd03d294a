import { type ReactNode, useDeferredValue } from 'react'

/** Draws its children right after the frame around them: what must be seen first does not wait for them. */
export function Later({ children }: { children: ReactNode }) {
  return useDeferredValue(true, false) ? children : null
}
