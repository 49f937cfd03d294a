import { SHORTEST_CARD } from './card-ranges.ts'
import { foldDigits } from './fold-digits.ts'

const HAN_DIGITS = new Set([...'〇零一壹幺二贰貳三叁參四肆五伍六陆陸七柒八捌九玖'].map((sign) => sign.charCodeAt(0)))
const LEAST_CODE = 3
const CODE_WORDS = /cv|csc|code|[码碼]/i

/**
 * A quick look that spares most texts the search: too few digits for a card, and no word for a security code. May say
 * yes to a text that holds none, never no to one that does.
 */
export function mayHoldCard(text: string): boolean {
  let digits = 0
  for (let place = 0; place < text.length; place += 1) {
    if (couldBeDigit(text.charCodeAt(place))) digits += 1
    if (digits >= SHORTEST_CARD) return true
  }
  return digits >= LEAST_CODE && CODE_WORDS.test(foldDigits(text))
}

/** Digits of all scripts; for those beyond the common ones any sign of their blocks will do. */
function couldBeDigit(code: number): boolean {
  if (code < 0x80) return code >= 0x30 && code <= 0x39
  if (HAN_DIGITS.has(code)) return true
  // superscripts, the scripts between Arabic and Tai Tham, raised, circled and full-width digits, and all beyond 16 bits
  return (
    code === 0xb2 ||
    code === 0xb3 ||
    code === 0xb9 ||
    (code >= 0x660 && code <= 0x1cff) ||
    (code >= 0x2070 && code <= 0x2793) ||
    (code >= 0xa620 && code <= 0xabff) ||
    (code >= 0xd800 && code <= 0xdbff) ||
    (code >= 0xff10 && code <= 0xff19)
  )
}
