import type { Notification, NotificationConstructorOptions } from 'electron'
import type { DeskNotice } from '#shared/protocol/desk-port.ts'
import type { OfferId } from '#shared/protocol/ids.ts'
import type { RingPicture } from '#shared/protocol/view/ring.ts'
import type { Texts } from './texts.ts'

type Notifier = new (options: NotificationConstructorOptions) => Pick<Notification, 'on' | 'show' | 'close'>

/**
 * An OS notification per ring, closed when the offer ends. Ringing is a function of the desk's events: a ring that is
 * over leaves nothing behind. `isInFront`: an agent who looks at the console needs no second sign.
 */
export function notifyRings(
  Notifier: Notifier,
  tools: { texts(): Texts; isInFront(): boolean; raise(): void },
): (notice: DeskNotice) => void {
  const shown = new Map<OfferId, Pick<Notification, 'close'>>()
  const close = (offerId: OfferId) => {
    shown.get(offerId)?.close()
    shown.delete(offerId)
  }
  return (notice) => {
    if (notice.kind === 'signed-out') for (const offerId of [...shown.keys()]) close(offerId)
    if (notice.kind !== 'event') return
    const { event, attached } = notice.delivered
    if (event.type === 'offer.ended') close(event.offerId)
    if (event.type !== 'call.offered' || tools.isInFront()) return
    const notification = new Notifier({
      title: tools.texts().incomingCall,
      body: describeCaller(attached?.ring, tools.texts()),
      urgency: 'critical',
    })
    notification.on('click', tools.raise)
    notification.show()
    shown.set(event.offer.offerId, notification)
  }
}

function describeCaller(ring: RingPicture | undefined, texts: Texts): string {
  if (ring?.match.kind === 'known') return ring.match.card.profile.name
  return ring?.callerNumber ?? texts.unknownCaller
}
