import { lazy, Suspense } from 'react'
import { usePhone } from '#renderer/state/console-context.tsx'

const PhoneBanner = lazy(async () => ({ default: (await import('./phone-banner.tsx')).PhoneBanner }))

/** Loads the softphone's banner for who has a softphone, and nothing for anybody else. */
export function PhoneTrouble() {
  const kind = usePhone(({ state }) => state.kind)
  if (kind !== 'failed' && kind !== 'talking') return null
  return (
    <Suspense fallback={null}>
      <PhoneBanner />
    </Suspense>
  )
}
