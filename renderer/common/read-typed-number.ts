import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { E164 } from '#shared/protocol/scalars.ts'

/** `wrong`: looks like a number, but no country has such a one yet. */
export type TypedNumber =
  | { kind: 'none' }
  | { kind: 'wrong' }
  | { kind: 'number'; e164: string; country: string | null }

/** Reads what was typed as a number of the home region or, with its +, of any country. */
export function readTypedNumber(text: string, homeRegion: string): TypedNumber {
  const typed = text.normalize('NFKC').trim()
  if (!/^[+\d\s()./-]{3,30}$/.test(typed) || (typed.match(/\d/g) ?? []).length < 3) return { kind: 'none' }
  const international = typed.replace(/^00(?=[1-9])/, '+')
  const found = parsePhoneNumberFromString(
    international,
    isSupportedCountry(homeRegion) ? { defaultCountry: homeRegion } : {},
  )
  if (!found?.isPossible()) return { kind: 'wrong' }
  const e164 = E164.safeParse(found.number)
  return e164.success ? { kind: 'number', e164: e164.data, country: found.country ?? null } : { kind: 'wrong' }
}
