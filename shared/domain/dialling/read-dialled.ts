import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  type NumberType,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max'
import { normalisePhone, tidyNumber } from '#shared/domain/phone-number.ts'
import { isEmergencyNumber } from './emergency-numbers.ts'

/** What calling a number costs. `shared`: who calls pays a part of a service; `premium`: who is called earns by it. */
export type CostClass = 'ordinary' | 'shared' | 'premium'

/** A number as it was asked to be dialled. `country`: ISO 3166-1 alpha-2, null for numbers of no country. */
export type Dialled =
  | { kind: 'emergency'; address: string }
  | { kind: 'number'; e164: string; country: string | null; cost: CostClass }

/** Numbers that earn from being called: who makes a company call them is paid by it, which is how toll fraud is done. */
const costs: Partial<Record<Exclude<NumberType, undefined>, CostClass>> = {
  PREMIUM_RATE: 'premium',
  SHARED_COST: 'shared',
  UAN: 'shared',
  PERSONAL_NUMBER: 'shared',
}

/** Reads what a person or a list gives to be dialled; null when no country has such a number. `region`: the site's. */
export function readDialled(text: string, region: string): Dialled | null {
  const digits = tidyNumber(text).replace(/[\s().-]/g, '')
  if (isEmergencyNumber(digits, region)) return { kind: 'emergency', address: digits }
  const found = normalisePhone(text, region)
  if (!found || !isSupportedCountry(region)) return null
  const read = parsePhoneNumberFromString(found.e164, { defaultCountry: region as CountryCode })
  if (!read?.isPossible()) return null
  const type = read.getType()
  return { kind: 'number', e164: read.number, country: read.country ?? null, cost: (type && costs[type]) ?? 'ordinary' }
}

/**
 * Where a number may be: its country, or all that share its calling code when nobody knows which, as with an area that
 * was opened yesterday. None for numbers of no country.
 */
export function listCountries({ e164, country }: { e164: string; country: string | null }): string[] {
  if (country !== null) return [country]
  const code = parsePhoneNumberFromString(e164)?.countryCallingCode
  return getCountries().filter((one) => getCountryCallingCode(one) === code)
}
