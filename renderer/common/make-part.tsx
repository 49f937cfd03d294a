import { type ComponentType, lazy, useState } from 'react'

/**
 * A part of the screen in a file of its own. Fetched ahead, it is drawn at once: React's own `lazy` waits a turn and
 * shows the fallback the first time, however long ago its file came.
 */
export function makePart<P extends object>(load: () => Promise<ComponentType<P>>) {
  let loaded: ComponentType<P> | null = null
  const fetch = async () => {
    loaded = await load()
    return loaded
  }
  const Waiting = lazy(async () => ({ default: await fetch() }))
  function Part(props: P) {
    // chosen once: a part that was waited for must not begin anew when it is drawn again
    const [Ready] = useState<ComponentType<P>>(() => loaded ?? Waiting)
    return <Ready {...props} />
  }
  return { Part, fetch }
}
