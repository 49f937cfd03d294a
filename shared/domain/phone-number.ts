import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** What a line said about its caller. `raw`: digits we cannot place in any country, kept as they came. */
export type CallerNumber = { kind: 'number'; e164: string } | { kind: 'raw'; text: string } | { kind: 'withheld' }

/** Words and stand-in numbers by which providers say that the caller hid the number. */
const WITHHELD = new Set([
  '',
  'anonymous',
  'restricted',
  'private',
  'blocked',
  'withheld',
  'unknown',
  'unavailable',
  'undisclosed',
  'no caller id',
  'number withheld',
  'id unavailable',
  'not available',
  // ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN, UNAVAILABLE, PRIVATE and "no number" typed on a keypad
  '266696687',
  '7378742833',
  '2562533',
  '8656696',
  '86282452253',
  '7748283',
  '464',
])

/** +266696687 would read as a number of Lesotho: the stand-ins are looked at before anything is parsed. */
function isWithheld(text: string): boolean {
  return WITHHELD.has(text.toLowerCase().replace(/^[+'"<\s]+|[">\s]+$/g, ''))
}

/**
 * Reads a number as people and providers write it: any national or international spelling of the default region,
 * `00` and other carrier prefixes, full-width digits, `tel:`/`sip:` addresses, an extension (dropped).
 * Returns null when no country has such a number. `region`: ISO 3166-1 alpha-2, for numbers without a country code.
 */
export function normalisePhone(raw: string, region: string): { e164: string } | null {
  const text = tidyNumber(raw)
  if (text === '' || text.length > 60 || !isSupportedCountry(region)) return null
  const found = parse(text, region) ?? (/^00\d/.test(text) ? parse(`+${text.slice(2)}`, region) : undefined)
  return found ? { e164: found } : null
}

/** Reads what a provider gave as the caller; null, empty and the usual words mean withheld. */
export function readCallerNumber(raw: string | null, region: string): CallerNumber {
  if (raw === null || isWithheld(unquote(raw))) return { kind: 'withheld' }
  const read = normalisePhone(raw, region)
  if (read) return isWithheld(read.e164) ? { kind: 'withheld' } : { kind: 'number', e164: read.e164 }
  const text = tidyNumber(raw)
  return isWithheld(text) ? { kind: 'withheld' } : { kind: 'raw', text: text.slice(0, 40) }
}

function parse(text: string, region: CountryCode): string | undefined {
  const number = parsePhoneNumberFromString(text, { defaultCountry: region })
  return number?.isPossible() ? number.number : undefined
}

function unquote(raw: string): string {
  return raw.normalize('NFKC').trim()
}

/**
 * Full-width digits become plain; a spreadsheet's leading apostrophe, a URI's scheme and host, and signs nobody sees
 * (direction marks, control characters, half characters that no database keeps) go.
 */
export function tidyNumber(raw: string): string {
  return unquote(raw)
    .replace(/^['"`’‘]+/, '')
    .replace(/^<?(tel|callto|sips?):/i, '')
    .replace(/[@;?>].*$/s, '')
    .replace(/(转|轉|分机|分機|內線)[^\d]*\d{1,8}$/, '')
    .replace(/[\p{Cf}\p{Cc}\p{Cs}]/gu, '')
    .trim()
}

/** The last `count` digits as an integer: how a number's ending is indexed. Shorter numbers give all their digits. */
export function readEnding(number: string, count: 7 | 9): number {
  return Number(number.replace(/\D/g, '').slice(-count))
}
