import { type ReactNode, startTransition, useEffect, useState } from 'react'
import { useNowSource } from './now.tsx'

/** A frame that does not come within this time is not waited for. */
const lateMs = 60

/** Draws its children right after the frame around them was painted: what must be seen first does not wait for them. */
export function AfterPaint({ children }: { children: ReactNode }) {
  const source = useNowSource()
  const [due, setDue] = useState(false)
  useEffect(() => {
    const channel = new MessageChannel()
    const show = () => startTransition(() => setDue(true))
    // a task of its own after the frame's callback: by then the frame is painted
    channel.port1.onmessage = show
    const post = () => channel.port2.postMessage(null)
    const frame = requestAnimationFrame(post)
    // a window that is not seen paints no frames, and its timers come once a second
    if (document.hidden) post()
    const cancel = source.schedule(lateMs, show)
    return () => {
      cancelAnimationFrame(frame)
      cancel()
      channel.port1.close()
    }
  }, [source])
  return due ? children : null
}
