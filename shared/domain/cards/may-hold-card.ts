import { SHORTEST_CARD } from './card-ranges.ts'

const HAN_DIGITS = '〇零一壹幺二贰貳三叁參四肆五伍六陆陸七柒八捌九玖'
/** Superscripts, the scripts between Arabic and Tai Tham, raised, circled and full-width digits, and all beyond 16 bits. */
const OTHER_DIGITS = '\xb2\xb3\xb9\u0660-\u1cff\u2070-\u2793\ua620-\uabff\ud800-\udbff\uff10-\uff19'
const DIGIT = new RegExp(`[0-9${HAN_DIGITS}${OTHER_DIGITS}]`)
/** 1 for every code unit that may be a digit: every text of every batch comes by here, sign by sign. */
const digits = Uint8Array.from({ length: 0x10000 }, (_, code) => (DIGIT.test(String.fromCharCode(code)) ? 1 : 0))
const LEAST_CODE = 3
/** Also in full width, as the text is folded where it is looked through; without `i`, which is slow. */
const CODE_WORDS = /[cCｃＣ](?:[vVｖＶ]|[sSｓＳ][cCｃＣ]|[oOｏＯ][dDｄＤ][eEｅＥ])|[码碼]/

/**
 * A quick look that spares most texts the search: too few digits for a card, and no word for a security code. Digits
 * are those of all scripts; for the rarer ones any sign of their blocks will do. May say yes to a text that holds none,
 * never no to one that does.
 */
export function mayHoldCard(text: string): boolean {
  let count = 0
  for (let place = 0; place < text.length; place += 1) {
    count += digits[text.charCodeAt(place)] ?? 0
    if (count >= SHORTEST_CARD) return true
  }
  return count >= LEAST_CODE && CODE_WORDS.test(text)
}
