import { type Card, findCards } from './find-cards.ts'
import { findSecurityCodes } from './find-codes.ts'
import { foldDigits } from './fold-digits.ts'
import { mayHoldCard } from './may-hold-card.ts'
import { blankUuids } from './uuid.ts'

export const MASK = '•'
const KEPT = 4
/** A number that was masked while its last digits were still to come. */
const GROWN = /(?:•[\s\-‐-―.·]{0,3}){9}(?<more>\d{5,7})(?!\d)/dgu

/** Whether a card's last four digits may stay readable. */
export type KeepLast = (card: Card) => boolean

/**
 * The text without payment card numbers: all but the last four digits of each, and its security code, replaced by
 * `•`, everything else to the letter. What is taken for a card: an issuer's beginning and length and a sound check
 * digit, however it is spaced, broken over lines or written, unless it is a telephone number with a `+`, a Chinese
 * identity number, a part of a UUID, or says right before itself that it is an order, a parcel and the like. Masking
 * twice changes nothing more.
 */
export function maskCardNumbers(text: string, keepLast: KeepLast = () => true): string {
  if (!mayHoldCard(text) && !text.includes(MASK)) return text
  const folded = blankUuids(foldDigits(text))
  return coverPlaces(text, listHiddenPlaces(folded, findCards(folded), keepLast))
}

/** Places of a folded text that nobody may keep. */
export function listHiddenPlaces(folded: string, cards: readonly Card[], keepLast: KeepLast = () => true): number[] {
  return [
    ...cards.flatMap((card) => (keepLast(card) ? card.at.filter((place) => !card.last.includes(place)) : card.at)),
    ...findSecurityCodes(folded, cards),
    ...[...folded.matchAll(GROWN)].flatMap((match) => {
      const [from, to] = match.indices?.groups?.more ?? [0, 0]
      return Array.from({ length: to - from - KEPT }, (_, index) => from + index)
    }),
  ]
}

/** Puts `•` at these places; a digit of two halves becomes one sign. */
export function coverPlaces(text: string, places: readonly number[]): string {
  if (places.length === 0) return text
  const hidden = new Set(places)
  let covered = ''
  let place = 0
  for (const sign of text) {
    covered += hidden.has(place) ? MASK : sign
    place += sign.length
  }
  return covered
}
