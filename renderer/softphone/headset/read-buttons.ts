import type { ButtonField, LampReport, Layout } from './read-layout.ts'

/** How the buttons stand; `level` says that the button tells its position, not its being pressed. */
type Standing = { on: boolean; level: boolean }
export type Buttons = Partial<Record<ButtonField['button'], Standing>>

/** What the buttons of one report say; what the report does not hold stays as it was. A short report says nothing. */
export function readButtons({ buttons }: Layout, before: Buttons, reportId: number, data: DataView): Buttons {
  const after = { ...before }
  const told = new Set<string>()
  for (const field of buttons) {
    if (field.reportId !== reportId || field.at + field.bits > data.byteLength * 8) continue
    const value = readBits(data, field.at, field.bits)
    const on = field.selected === null ? value !== 0 : value === field.selected
    // of fields that may each hold the button, one that does is enough
    const either = told.has(field.button) && after[field.button]?.on === true
    after[field.button] = { on: on || either, level: field.level }
    told.add(field.button)
  }
  return after
}

function readBits(data: DataView, at: number, bits: number): number {
  let value = 0
  for (let index = 0; index < bits; index += 1) {
    const bit = at + index
    value += ((data.getUint8(bit >> 3) >> (bit & 7)) & 1) * 2 ** index
  }
  return value
}

/** Which lamps burn. */
export type Lamps = { ring: boolean; offHook: boolean; mute: boolean }

/** The bytes of one output report that light these lamps and no other. */
export function writeLamps({ bytes, fields }: LampReport, lamps: Lamps): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(bytes)
  for (const { lamp, at } of fields) {
    if (lamps[lamp]) data[at >> 3] = (data[at >> 3] ?? 0) | (1 << (at & 7))
  }
  return data
}
