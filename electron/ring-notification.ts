import type { OfferId } from '#shared/protocol/ids.ts'
import type { RingPicture } from '#shared/protocol/view/ring.ts'
import type { DeskView } from './desk-view.ts'
import type { NotificationMaker, ShownNotification } from './electron-port.ts'
import type { Texts } from './texts.ts'

/**
 * An OS notification per ring, closed when the offer ends. A ring is a function of what the desk knows: one that is
 * over, on a desk that signed out or restarted, leaves nothing behind. `isInFront`: an agent who looks at the console
 * needs no second sign.
 */
export function notifyRings(
  Notifier: NotificationMaker,
  tools: { isInFront(): boolean; raise(): void },
): (view: DeskView | null, texts: Texts) => void {
  let told: OfferId | null = null
  let shown: ShownNotification | null = null
  return (view, texts) => {
    const offer = view?.projection.offer ?? null
    const offerId = offer?.facts.offerId ?? null
    if (offerId === told) return
    shown?.close()
    shown = null
    told = offerId
    if (view === null || offer === null || !view.preferences.ringNotification || tools.isInFront()) return
    shown = new Notifier({
      title: texts.incomingCall,
      body: describeCaller(offer.picture, texts),
      urgency: 'critical',
      // the console rings in the agent's own way and volume
      silent: true,
    })
    shown.on('click', tools.raise)
    shown.show()
  }
}

function describeCaller(ring: RingPicture, texts: Texts): string {
  if (ring.match.kind === 'known') return ring.match.card.profile.name
  return ring.callerNumber ?? texts.unknownCaller
}
