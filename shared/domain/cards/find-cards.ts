import { LONGEST_CARD, listCardLengths, SHORTEST_CARD } from './card-ranges.ts'
import { isWrittenAsOne } from './card-shape.ts'
import { type Group, listRuns, type Run } from './digit-runs.ts'
import { isIdentityNumber } from './identity-number.ts'
import { passesLuhn } from './luhn.ts'
import { isNamedOtherwise, isPhoneWithoutPlus } from './named-number.ts'

/** A card number in a text: where it begins and ends, its digits, their places, and the places of its last four. */
export type Card = { from: number; to: number; digits: string; at: number[]; last: number[] }

/** Expiry and perhaps a security code, written on without any gap. */
const TAIL = /^(?:0[1-9]|1[0-2])\d{2}(?:\d{3,4})?$/
const BARE_LENGTH = 16
const KEPT = 4
/** Month, year and code: this many digits may follow a number whose groups are of any size. */
const MOST_AFTER = 8
/** UnionPay and Maestro. */
const LONG_NUMBERS = /^(?:62|81|5[0678]|63|67)/

/** Every card number of a folded text (`foldDigits`), left to right, none overlapping another. */
export function findCards(folded: string): Card[] {
  return listRuns(folded).flatMap((run) => findInRun(folded, run))
}

/** A number begins where a group of digits begins, and ends where one ends. */
function findInRun(folded: string, { groups, from }: Run): Card[] {
  const cards: Card[] = []
  for (let first = 0; first < groups.length; ) {
    const after = findPlus(folded, from, first) ? null : findAt(folded, groups, first)
    if (after === null) {
      first += 1
      continue
    }
    cards.push(after.card)
    first += after.groups
  }
  return cards
}

function findPlus(folded: string, from: number, first: number): boolean {
  return first === 0 && /\+\s?\(?$/.test(folded.slice(Math.max(0, from - 3), from))
}

type Found = { card: Card; groups: number }

function findAt(folded: string, groups: readonly Group[], first: number): Found | null {
  const start = groups[first]
  if (!start) return null
  if (listCardLengths(start.digits).length === 0) return null
  const bare = findBare(start)
  const found = bare ? { card: bare, groups: 1 } : findGrouped(groups, first)
  if (!found) return null
  const before = folded.slice(0, found.card.from)
  if (found.groups === 1 && (isNamedOtherwise(before) || isPhoneWithoutPlus(before, start.digits))) return null
  return isIdentity(folded, groups, first) ? null : found
}

/** A card with month, year and code behind it in one piece. Sixteen digits beginning with a year are not believed. */
function findBare(group: Group): Card | null {
  const { digits } = group
  if (digits.length < BARE_LENGTH + 4 || digits.startsWith('2')) return null
  const number = digits.slice(0, BARE_LENGTH)
  if (!TAIL.test(digits.slice(BARE_LENGTH)) || !isCardNumber(number)) return null
  return toCard(number, group.at.slice(0, BARE_LENGTH))
}

/** As many whole groups as make a card. */
function findGrouped(groups: readonly Group[], first: number): Found | null {
  const fitting: string[] = []
  let digits = ''
  let count = 0
  let lengths: readonly number[] | null = null
  for (let last = first; last < groups.length; last += 1) {
    digits += groups[last]?.digits ?? ''
    if (digits.length > LONGEST_CARD) break
    if (digits.length < SHORTEST_CARD) continue
    lengths ??= listCardLengths(digits)
    if (!lengths.includes(digits.length) || !passesLuhn(digits)) continue
    const chosen = groups.slice(first, last + 1)
    const rest = groups.slice(last + 1, last + 2 + MOST_AFTER).reduce((sum, group) => sum + group.digits.length, 0)
    if (!isWrittenAsOne(chosen, first === 0 && rest <= MOST_AFTER)) continue
    fitting.push(digits)
    count = chosen.length
  }
  const number = chooseReading(fitting)
  if (number === null) return null
  const at = groups.slice(first, first + count).flatMap((group) => group.at)
  return { card: toCard(number, at), groups: count }
}

/**
 * Of several readings with one beginning, all are hidden, and the last four of one stay: of the whole where an issuer
 * gives out nineteen digits, else of the usual sixteen, behind which a security code is likelier.
 */
function chooseReading(readings: readonly string[]): string | null {
  const longest = readings.at(-1) ?? null
  if (longest === null || LONG_NUMBERS.test(longest)) return longest
  return readings.find((digits) => digits.length === BARE_LENGTH) ?? longest
}

function isCardNumber(digits: string): boolean {
  return listCardLengths(digits).includes(digits.length) && passesLuhn(digits)
}

/**
 * Eighteen signs from here that are an identity number; its last may be an X, which ends the digits. With a stroke and
 * a digit behind them they are a card and its expiry, whatever they add up to.
 */
function isIdentity(folded: string, groups: readonly Group[], first: number): boolean {
  let digits = ''
  for (const [index, group] of groups.entries()) {
    if (index < first) continue
    digits += group.digits
    if (digits.length === 17) digits += /^\s?[Xx]/.test(folded.slice((group.at.at(-1) ?? 0) + 1)) ? 'X' : ''
    if (digits.length >= 18) return isIdentityNumber(digits) && groups[index + 1]?.gap.trim() !== '/'
  }
  return false
}

/** `at` may be longer than the digits: what stands there is hidden too. */
function toCard(digits: string, at: number[]): Card {
  const end = at.at(-1) ?? 0
  return { from: at[0] ?? 0, to: end + 1, digits, at, last: at.slice(digits.length - KEPT, digits.length) }
}
