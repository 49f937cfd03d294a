/** WebHID as far as a headset needs it; TypeScript's own library does not know it. */
export type HidItem = {
  isAbsolute: boolean
  isArray: boolean
  isRange: boolean
  hasPreferredState: boolean
  /** page × 65536 + usage */
  usages: readonly number[]
  usageMinimum: number
  usageMaximum: number
  /** bits of one field, and how many fields follow each other */
  reportSize: number
  reportCount: number
  logicalMinimum: number
}
type HidReport = { reportId: number; items: readonly HidItem[] }
export type HidCollection = {
  usagePage: number
  usage: number
  inputReports: readonly HidReport[]
  outputReports: readonly HidReport[]
}

export type HidInput = { reportId: number; data: DataView }
export interface HidDevice {
  readonly opened: boolean
  readonly productName: string
  readonly collections: readonly HidCollection[]
  open(): Promise<void>
  close(): Promise<void>
  forget(): Promise<void>
  sendReport(reportId: number, data: Uint8Array<ArrayBuffer>): Promise<void>
  addEventListener(type: 'inputreport', listener: (event: HidInput) => void): void
  removeEventListener(type: 'inputreport', listener: (event: HidInput) => void): void
}

type Plug = 'connect' | 'disconnect'
export interface HidPort {
  getDevices(): Promise<HidDevice[]>
  /** Only in a click; empty when the agent chose nothing. */
  requestDevice(wanted: { filters: { usagePage: number }[] }): Promise<HidDevice[]>
  addEventListener(type: Plug, listener: (event: { device: HidDevice }) => void): void
  removeEventListener(type: Plug, listener: (event: { device: HidDevice }) => void): void
}

declare global {
  interface Navigator {
    /** absent in Firefox and Safari, and without https */
    readonly hid?: HidPort
  }
}
