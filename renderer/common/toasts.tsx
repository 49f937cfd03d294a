import { lazy, Suspense } from 'react'
import { useStore } from 'zustand'
import { toastsWanted } from './tell.ts'

const Notifications = lazy(async () => ({ default: (await import('@mantine/notifications')).Notifications }))

/** Where short messages appear, from the first one on. */
export function Toasts() {
  const wanted = useStore(toastsWanted)
  if (!wanted) return null
  return (
    <Suspense fallback={null}>
      <Notifications position="bottom-left" limit={3} />
    </Suspense>
  )
}
