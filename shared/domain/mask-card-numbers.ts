/** How the payment brands begin, and how many digits they have. */
const BRANDS: readonly { prefix: RegExp; lengths: readonly number[] }[] = [
  { prefix: /^4/, lengths: [13, 16, 19] },
  { prefix: /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { prefix: /^3[47]/, lengths: [15] },
  { prefix: /^(6011|64[4-9]|65)/, lengths: [16, 17, 18, 19] },
  { prefix: /^35(2[89]|[3-8])/, lengths: [16, 17, 18, 19] },
  { prefix: /^(30[0-5]|3[689])/, lengths: [14] },
  { prefix: /^(62|81)/, lengths: [16, 17, 18, 19] },
]
const LONGEST = 19
const SHORTEST = 13

/** Digits of either width, one after the other, with at most three signs between two of them: spaces, dashes, a new line. */
const RUN = /[0-9０-９](?:[\s.\-‐-―_·]{0,3}[0-9０-９])+/g

/**
 * The text with all but the last four digits of payment card numbers replaced by `•`; everything else stays to the
 * letter. What is taken for one: a brand's prefix and length, and a sound check digit, however spaced or written.
 * Telephone numbers with a `+`, Chinese identity numbers, and numbers of no brand are left alone.
 */
export function maskCardNumbers(text: string): string {
  return text.replace(RUN, (run: string, at: number) => (text[at - 1] === '+' ? run : maskRun(run)))
}

function maskRun(run: string): string {
  const signs = [...run]
  const places = signs.flatMap((sign, index) => (/[0-9０-９]/.test(sign) ? [index] : []))
  const digits = places.map((place) => (signs[place] ?? '').normalize('NFKC')).join('')
  for (let from = 0; from + SHORTEST <= digits.length; from += 1) {
    // a number begins where a group of digits does, not in its middle
    const startsGroup = from === 0 || (places[from] ?? 0) - (places[from - 1] ?? 0) > 1
    const length = startsGroup ? findCardLength(digits.slice(from, from + LONGEST)) : 0
    if (length === 0) continue
    for (const place of places.slice(from, from + length - 4)) signs[place] = '•'
    from += length - 1
  }
  return signs.join('')
}

/** How many of the first digits are a card number; 0 = none. The longest reading wins. */
function findCardLength(digits: string): number {
  const brand = BRANDS.find(({ prefix }) => prefix.test(digits))
  const fits = brand?.lengths.filter((length) => length <= digits.length && passesLuhn(digits.slice(0, length))) ?? []
  const length = fits.at(-1) ?? 0
  return length > 0 && isIdentityNumber(digits) ? 0 : length
}

function passesLuhn(digits: string): boolean {
  let sum = 0
  for (const [index, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2)
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10 === 0
}

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** Place, date of birth, and a check digit of its own (GB 11643): 18 digits that may look like a card of UnionPay. */
function isIdentityNumber(digits: string): boolean {
  if (!/^\d{6}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3,4}$/.test(digits)) return false
  // the check digit may be an X, which ends the run of digits after seventeen
  if (digits.length === 17) return true
  const sum = ID_WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0)
  return '10X98765432'[sum % 11] === digits[17]
}
