import { listRuns, type Run } from './digit-runs.ts'
import { findSecurityCodes } from './find-codes.ts'
import { foldDigits } from './fold-digits.ts'
import { coverPlaces, MASK } from './mask-card-numbers.ts'
import { blankUuids } from './uuid.ts'

/** Shorter numbers are an amount, a month or the first digits of a card, which are no secret. */
const LEAST_COVERED = 6

type Span = { from: number; to: number }

/**
 * A text while card data are taken: whatever number is typed, all its digits are `•` from its sixth one on, and a
 * security code that is named. No check digit is asked for, so a number that was misheard is covered too. Numbers that
 * stood there before stay, until somebody types into them.
 */
export function coverTypedNumbers(before: string, text: string): string {
  // what is covered already still counts: the number goes on behind it
  const folded = blankUuids(foldDigits(text)).replaceAll(MASK, '0')
  const change = findChange(before, text)
  const typed = listRuns(folded).filter((run) => isLong(run) && isTouched(run, change))
  const places = typed.flatMap(({ groups }) => groups.flatMap(({ at }) => at))
  return coverPlaces(text, [...places, ...findSecurityCodes(folded, [])])
}

function isLong({ groups }: Run): boolean {
  return groups.reduce((count, { digits }) => count + digits.length, 0) >= LEAST_COVERED
}

/** Whether one of its digits is new, or something within it changed. */
function isTouched({ groups, from, to }: Run, change: Span): boolean {
  const isNew = groups.some(({ at }) => at.some((place) => place >= change.from && place < change.to))
  return isNew || (from < change.from && change.to < to)
}

/** What of the text is new: between what it begins and what it ends with as before. Empty where something was taken out. */
function findChange(before: string, text: string): Span {
  const shorter = Math.min(before.length, text.length)
  let from = 0
  while (from < shorter && before[from] === text[from]) from += 1
  let same = 0
  while (same < shorter - from && before[before.length - 1 - same] === text[text.length - 1 - same]) same += 1
  return { from, to: text.length - same }
}
