/**
 * How payment card numbers begin and how long they are: the issuer ranges of ISO/IEC 7812 as the networks publish
 * them. A table of our own, because the libraries that have one (`credit-card-type`) are made for drawing a brand's
 * logo: they lack Visa's thirteen digits and much of UnionPay, and take any twelve digits after a 6 for Maestro.
 */
const RANGES: readonly (readonly [from: string, to: string, lengths: readonly number[]])[] = [
  // Visa
  ['4', '4', [13, 16, 19]],
  // Mastercard
  ['51', '55', [16]],
  ['2221', '2720', [16]],
  // American Express
  ['34', '34', [15]],
  ['37', '37', [15]],
  // Diners Club
  ['300', '305', [14, 16, 19]],
  ['3095', '3095', [14, 16, 19]],
  ['36', '36', [14, 16, 19]],
  ['38', '39', [14, 16, 19]],
  // JCB; 353 and 356 are RuPay too
  ['3528', '3589', [16, 17, 18, 19]],
  // Discover
  ['6011', '6011', [16, 17, 18, 19]],
  ['644', '649', [16, 17, 18, 19]],
  ['65', '65', [16, 17, 18, 19]],
  // UnionPay
  ['62', '62', [16, 17, 18, 19]],
  ['81', '81', [16, 17, 18, 19]],
  // Maestro, and the domestic brands inside it: Verve, RuPay's 508
  ['50', '50', [16, 17, 18, 19]],
  ['56', '58', [16, 17, 18, 19]],
  ['6304', '6304', [16, 17, 18, 19]],
  ['67', '67', [16, 17, 18, 19]],
  // RuPay, Elo, Hipercard, InstaPayment
  ['60', '60', [16]],
  ['82', '82', [16]],
  ['636', '639', [16]],
  // Mir
  ['2200', '2204', [16, 17, 18, 19]],
  // Troy
  ['9792', '9792', [16]],
]

export const SHORTEST_CARD = 13
export const LONGEST_CARD = 19

/** How long a card that begins with these digits may be, each length once, shortest first; empty = no card. */
export function listCardLengths(digits: string): number[] {
  const lengths = RANGES.flatMap(([from, to, lengths]) => (liesWithin(digits, from, to) ? lengths : []))
  return [...new Set(lengths)].sort((a, b) => a - b)
}

/** Whether further digits may follow these and make a card of them. */
export function mayGrowToCard(digits: string): boolean {
  return (listCardLengths(digits).at(-1) ?? 0) > digits.length
}

/** Digits shorter than the range are within it as far as they go. */
function liesWithin(digits: string, from: string, to: string): boolean {
  const begin = digits.slice(0, from.length)
  return begin >= from.slice(0, begin.length) && begin <= to.slice(0, begin.length)
}
