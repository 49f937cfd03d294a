import type { Locale } from '#shared/protocol/scalars.ts'
import type { Label } from '#shared/protocol/view/catalog.ts'
import type { Dice } from './dice.ts'
import type { Rows } from './rows.ts'

/** What every maker of demo rows is given. */
export type World = {
  dice: Dice
  rows: Rows
  now: number
  /** the next free number of orders, invoices, cases, contracts */
  count(of: 'order' | 'case' | 'contract'): number
}

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export function createWorld(dice: Dice, rows: Rows, now: number): World {
  const counters = { order: 71_000, case: 48_300, contract: 2_600 }
  return {
    dice,
    rows,
    now,
    count(of) {
      counters[of] += 1
      return counters[of]
    },
  }
}

/** Fills `{order}` and its like; what is not given stays away from the sentence's readers by throwing. */
export function fill(label: Label, language: Locale, values: Record<string, string>): string {
  return label[language].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`nothing to fill {${name}} with`)
    return value
  })
}
