import { lazy, Suspense } from 'react'
import { useStore } from 'zustand'
import { toastsWanted } from './tell.ts'

const Notifications = lazy(async () => ({ default: (await import('@mantine/notifications')).Notifications }))

/** Messages stand beside the rail: over it they would hide the settings. */
const RAIL_WIDTH = 72

/** Where short messages appear, from the first one on. */
export function Toasts() {
  const wanted = useStore(toastsWanted)
  if (!wanted) return null
  return (
    <Suspense fallback={null}>
      <Notifications position="bottom-left" limit={3} style={{ marginInlineStart: RAIL_WIDTH }} />
    </Suspense>
  )
}
