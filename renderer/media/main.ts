import { z } from 'zod'
import { openMicrophone } from '#renderer/softphone/audio/open-microphone.ts'
import { tryMicrophone } from '#renderer/softphone/audio/try-microphone.ts'
import { testMicrophone } from '#renderer/softphone/test-microphone.ts'
import { browserClock } from '#renderer/state/clock-browser.ts'
import { type ConsoleBridge, MediaOrder } from '#shared/protocol/media-port.ts'
import { hostSoftphone } from './host-softphone.ts'

declare global {
  interface Window {
    /** only in the desktop app's media window */
    ringdeskConsole?: ConsoleBridge
  }
}

// the page's content policy forbids eval; without this zod tries it and the browser reports a violation
z.config({ jitless: true })

/** The desktop app's hidden media window: the telephone, without a screen. It outlives every reload of the console. */
function main(bridge: ConsoleBridge): void {
  const obey = hostSoftphone({
    clock: browserClock,
    tell: (news) => void bridge.tell(news).catch(console.error),
    openMicrophone: (deviceId) => openMicrophone(navigator.mediaDevices, deviceId),
    testMicrophone,
    trials: tryMicrophone(browserClock),
  })
  bridge.onOrder((order) => void obey(MediaOrder.parse(order)).catch(console.error))
  void bridge.tell({ kind: 'empty' }).catch(console.error)
}

if (window.ringdeskConsole === undefined) throw new Error('the media window has no console')
main(window.ringdeskConsole)
