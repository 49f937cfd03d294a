import type { HidCollection, HidDevice, HidInput, HidItem, HidPort } from '#renderer/softphone/headset/hid-port.ts'

/** One field of a report: a single bit at this usage unless said otherwise. */
export const makeItem = (usages: number[], other: Partial<HidItem> = {}): HidItem => ({
  isAbsolute: true,
  isArray: false,
  isRange: false,
  hasPreferredState: true,
  usages,
  usageMinimum: 0,
  usageMaximum: 0,
  reportSize: 1,
  reportCount: 1,
  logicalMinimum: 0,
  ...other,
})

/** As usual headsets describe themselves: hook switch, mute button and padding; lamps for mute, off hook and ring. */
export const headsetCollections: HidCollection[] = [
  {
    usagePage: 0x0b,
    usage: 5,
    inputReports: [
      {
        reportId: 3,
        items: [makeItem([0x0b_0020]), makeItem([0x0b_002f], { isAbsolute: false }), makeItem([], { reportSize: 6 })],
      },
    ],
    outputReports: [
      {
        reportId: 4,
        items: [makeItem([0x08_0009]), makeItem([0x08_0017]), makeItem([0x08_0018]), makeItem([], { reportSize: 5 })],
      },
    ],
  },
]

/** A headset in memory: a test presses its buttons and reads its lamps. */
export function makeFakeHeadset(productName = 'Evolve', collections = headsetCollections) {
  const listeners = new Set<(event: HidInput) => void>()
  const made = { failure: null as string | null, forgotten: false, sent: [] as string[], plugged: true }
  let opened = false
  const device: HidDevice = {
    get opened() {
      return opened
    },
    productName,
    collections,
    async open() {
      if (made.failure !== null) throw new DOMException('no', made.failure)
      opened = true
    },
    async close() {
      opened = false
    },
    async forget() {
      made.forgotten = true
    },
    async sendReport(reportId, data) {
      if (!made.plugged) throw new DOMException('gone', 'NetworkError')
      made.sent.push(`${reportId}:${[...data].map((byte) => byte.toString(2).padStart(3, '0')).join(' ')}`)
    },
    addEventListener: (_type, listener) => void listeners.add(listener),
    removeEventListener: (_type, listener) => void listeners.delete(listener),
  }
  return {
    ...{ device, made },
    listens: () => listeners.size > 0,
    /** sends an input report */
    say(byte: number, reportId = 3) {
      for (const listener of listeners) listener({ reportId, data: new DataView(Uint8Array.of(byte).buffer) })
    },
    /** pulled out */
    pull() {
      opened = false
      made.plugged = false
    },
  }
}

/** WebHID in memory; `chosen` is what the agent picks in the browser's own list. */
export function makeFakeHid(granted: HidDevice[] = []) {
  const listeners = {
    connect: new Set<(e: { device: HidDevice }) => void>(),
    disconnect: new Set<(e: { device: HidDevice }) => void>(),
  }
  const made = { chosen: [] as HidDevice[], filters: [] as unknown[] }
  const hid: HidPort = {
    getDevices: async () => granted,
    async requestDevice({ filters }) {
      made.filters.push(...filters)
      return made.chosen
    },
    addEventListener: (type, listener) => void listeners[type].add(listener),
    removeEventListener: (type, listener) => void listeners[type].delete(listener),
  }
  return {
    ...{ hid, made },
    tell(type: 'connect' | 'disconnect', device: HidDevice) {
      for (const listener of listeners[type]) listener({ device })
    },
    listens: () => listeners.connect.size + listeners.disconnect.size > 0,
  }
}
