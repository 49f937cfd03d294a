import type { HidCollection, HidItem } from './hid-port.ts'

/** USB HID Usage Tables, "Telephony Device Page" and "LED Page". */
export const TELEPHONY_PAGE = 0x0b
const usages = {
  hook: 0x0b_0020,
  mute: 0x0b_002f,
  ledMute: 0x08_0009,
  ledOffHook: 0x08_0017,
  ledRing: 0x08_0018,
}

/**
 * One button in a report. `level`: the bit is how it stands, as of a receiver that is lifted; else it is one while it is
 * pressed. `selected`: the field holds this number while it is, where several buttons share a field; null: any but 0.
 */
export type ButtonField = {
  button: 'hook' | 'mute'
  reportId: number
  at: number
  bits: number
  level: boolean
  selected: number | null
}
type LampField = { lamp: 'mute' | 'offHook' | 'ring'; at: number }
export type LampReport = { reportId: number; bytes: number; fields: readonly LampField[] }
export type Layout = { buttons: readonly ButtonField[]; lamps: readonly LampReport[] }

/** A field longer than this is no button; nor would it fit a number. */
const widest = 16

/** Where on this device hook switch and mute button lie, and its lamps. No buttons: no headset of ours. */
export function readLayout(collections: readonly HidCollection[]): Layout {
  const telephony = collections.filter(({ usagePage }) => usagePage === TELEPHONY_PAGE)
  const buttons = telephony
    .flatMap(({ inputReports }) => inputReports)
    .flatMap(({ reportId, items }) =>
      placeFields(items).flatMap(({ item, usage, at, selected }) => {
        const button = usage === usages.hook ? 'hook' : usage === usages.mute ? 'mute' : null
        if (button === null || item.reportSize > widest) return []
        const level = item.isAbsolute && !item.isArray && (button === 'hook' || !item.hasPreferredState)
        return [{ button, reportId, at, bits: item.reportSize, level, selected } as const]
      }),
    )
  const lamps = telephony
    .flatMap(({ outputReports }) => outputReports)
    .map(({ reportId, items }) => ({
      reportId,
      bytes: Math.ceil(countBits(items) / 8),
      fields: placeFields(items).flatMap(({ item, usage, at }) => {
        const lamp = nameLamp(usage)
        return lamp === null || item.isArray ? [] : [{ lamp, at }]
      }),
    }))
    .filter(({ fields }) => fields.length > 0)
  return { buttons, lamps }
}

function nameLamp(usage: number): LampField['lamp'] | null {
  if (usage === usages.ledMute) return 'mute'
  if (usage === usages.ledOffHook) return 'offHook'
  return usage === usages.ledRing ? 'ring' : null
}

type Placed = { item: HidItem; usage: number; at: number; selected: number | null }

/** Every usage of a report with its bit. What names no usage is padding and only takes room. */
function placeFields(items: readonly HidItem[]): Placed[] {
  let start = 0
  return items.flatMap((item): Placed[] => {
    const first = start
    start += item.reportSize * item.reportCount
    const fields = Array.from(
      { length: Math.min(item.reportCount, 256) },
      (_, index) => first + index * item.reportSize,
    )
    if (!item.isArray) {
      return fields.flatMap((at, index) => {
        const usage = nameUsage(item, index)
        return usage === null ? [] : [{ item, usage, at, selected: null }]
      })
    }
    const wanted = [usages.hook, usages.mute].flatMap((usage) => {
      const index = item.isRange ? usage - item.usageMinimum : item.usages.indexOf(usage)
      const inRange = index >= 0 && (!item.isRange || usage <= item.usageMaximum)
      return inRange ? [{ usage, selected: item.logicalMinimum + index }] : []
    })
    return fields.flatMap((at) => wanted.map(({ usage, selected }) => ({ item, usage, at, selected })))
  })
}

function nameUsage(item: HidItem, index: number): number | null {
  if (!item.isRange) return item.usages[index] ?? item.usages.at(-1) ?? null
  const usage = item.usageMinimum + index
  return usage <= item.usageMaximum ? usage : null
}

const countBits = (items: readonly HidItem[]) =>
  items.reduce((bits, { reportSize, reportCount }) => bits + reportSize * reportCount, 0)
