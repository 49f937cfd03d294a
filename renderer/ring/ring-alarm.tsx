import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { tell } from '#renderer/common/tell.ts'
import { useCallerName } from '#renderer/common/use-caller-name.ts'
import { useLabel } from '#renderer/common/use-label.ts'
import { useRingName } from '#renderer/common/use-ring-name.ts'
import { useConsole, useConsoleTools } from '#renderer/state/console-context.tsx'
import { useShortcutLabel } from '#renderer/state/use-shortcut.ts'
import { AfterPaint } from '#renderer/ui/after-paint.tsx'
import { readPictureCustomer } from '#shared/domain/desk/ring-picture.ts'
import type { Snapshot } from '#shared/protocol/snapshot.ts'
import { unlockSound } from './ring-sound.ts'
import { useRingNotification } from './use-ring-notification.ts'
import { useRingSound } from './use-ring-sound.ts'
import { useRingTitle } from './use-ring-title.ts'
import { useRinger } from './use-ringer.ts'

type Offer = NonNullable<Snapshot['offer']>

/** Makes a ring heard and seen, also when the window is not in front. Shows nothing itself. */
export function RingAlarm() {
  const offer = useConsole((state) => state.projection.offer)
  useEffect(() => {
    window.addEventListener('pointerdown', unlockSound, { once: true })
    window.addEventListener('keydown', unlockSound, { once: true })
    return () => {
      window.removeEventListener('pointerdown', unlockSound)
      window.removeEventListener('keydown', unlockSound)
    }
  }, [])
  useRinger()
  useEndedRing()
  return (
    <div role="alert" className="visually-hidden">
      {offer !== null && (
        // the caller is painted first, the bell rings right after
        <AfterPaint key={offer.facts.offerId}>
          <Alarm offer={offer} />
        </AfterPaint>
      )}
    </div>
  )
}

/** Lives as long as one offer; its one sentence is announced once. */
function Alarm({ offer }: { offer: Offer }) {
  const { t } = useTranslation('call')
  const label = useLabel()
  const keys = useShortcutLabel('answer')
  const name = useCallerName(readPictureCustomer(offer.picture), offer.picture)
  const queue = useConsole((state) => state.catalog?.queues.find((one) => one.queueId === offer.facts.queueId))
  const queueName = queue === undefined ? '' : label(queue.name)
  const nameRing = useRingName()
  useRingSound(offer.facts)
  useRingTitle(name)
  useRingNotification(name, queueName)
  const ring = nameRing(offer.facts.kind, offer.picture.fromAgentName)
  return <>{t('ring.announce', { ring, name, queue: queueName, key: keys.printed })}</>
}

/** Says why a ring went away, when it was not the agent's doing. */
function useEndedRing(): void {
  const { t } = useTranslation('ring')
  const { onNotice } = useConsoleTools()
  useEffect(
    () =>
      onNotice((notice) => {
        if (notice.kind !== 'event' || notice.delivered.event.type !== 'offer.ended') return
        if (notice.delivered.event.reason === 'caller_gone') tell.bad(t('callerGone'))
        if (notice.delivered.event.reason === 'expired') tell.bad(t('expired'))
        if (notice.delivered.event.reason === 'withdrawn') tell.ok(t('withdrawn'))
      }),
    [onNotice, t],
  )
}
