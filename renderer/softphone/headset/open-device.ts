import type { HidDevice, HidInput } from './hid-port.ts'
import { type Buttons, type Lamps, readButtons, writeLamps } from './read-buttons.ts'
import type { Layout } from './read-layout.ts'

export type OpenDevice = {
  name: string
  /** Lights these lamps; the same again is sent only when `again`. */
  light(lamps: Lamps, again?: boolean): void
  close(): Promise<void>
}

type Options = {
  device: HidDevice
  layout: Layout
  onButtons: (before: Buttons, now: Buttons) => void
}

/** Opens one headset and hears its buttons. Throws when another program holds it. */
export async function openDevice({ device, layout, onButtons }: Options): Promise<OpenDevice> {
  if (!device.opened) await device.open()
  let buttons: Buttons = {}
  let lit = ''
  let gone = false
  // one at a time: of two reports at once the later may arrive first
  let sending = Promise.resolve()
  const hear = ({ reportId, data }: HidInput) => {
    const before = buttons
    buttons = readButtons(layout, before, reportId, data)
    onButtons(before, buttons)
  }
  device.addEventListener('inputreport', hear)
  const send = (lamps: Lamps) => {
    for (const report of layout.lamps) {
      sending = sending
        .then(() => (device.opened ? device.sendReport(report.reportId, writeLamps(report, lamps)) : undefined))
        .catch((error: unknown) => {
          // pulled out meanwhile: that is told elsewhere
          if (!gone && device.opened) console.error(error)
        })
    }
  }
  return {
    name: device.productName,
    light(lamps, again = false) {
      const wanted = JSON.stringify(lamps)
      if (gone || (wanted === lit && !again)) return
      lit = wanted
      send(lamps)
    },
    async close() {
      if (gone) return
      device.removeEventListener('inputreport', hear)
      send({ ring: false, offHook: false, mute: false })
      gone = true
      await sending
      if (device.opened) await device.close()
    },
  }
}
