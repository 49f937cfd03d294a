import { mayGrowToCard } from './card-ranges.ts'
import { isGap, listRuns, type Run } from './digit-runs.ts'
import { findCards } from './find-cards.ts'
import { foldDigits } from './fold-digits.ts'
import { coverPlaces, type KeepLast, listHiddenPlaces } from './mask-card-numbers.ts'
import { blankUuids } from './uuid.ts'

type Span = { from: number; to: number }

/**
 * A text while a person types it. `held` are numbers at the cursor that may yet become a card's: on the screen only,
 * on no disk, until the person types elsewhere or leaves the field.
 */
export type Typing = { text: string; held: readonly Span[] }

/** Stands in what is stored for a number that is held back. */
export const HELD = '…'
/** A number shorter than this may be stored while it grows: the first six digits of a card are no secret. */
const LEAST_HELD = 7
/** Digits behind a plus, by E.164. */
const LONGEST_PHONE = 15

/**
 * What is held after the text changed. The place of the change is the cursor; the number there is held when it may
 * still become a card: typed on at its end, it begins like one and is not longer; changed anywhere else, always.
 * Numbers elsewhere are decided, whatever they look like.
 */
export function followTyping(before: string, text: string): Typing {
  const cursor = findCursor(before, text)
  const folded = blankUuids(foldDigits(text))
  return {
    text,
    held: listRuns(folded).filter((run) => isAtCursor(folded, run, cursor) && mayBecomeCard(folded, run, cursor)),
  }
}

/** Nothing is held any more: the person turned away from what they typed. */
export function settleTyping({ text }: Typing): Typing {
  return { text, held: [] }
}

/** The text for the screen: cards masked, except where the person is still typing. */
export function showTyping(typing: Typing, keepLast?: KeepLast): string {
  return coverPlaces(typing.text, listDecidedPlaces(typing, keepLast))
}

/** The text for the disk: cards masked, numbers that are held back left out. Everything else is in it. */
export function storeTyping(typing: Typing, keepLast?: KeepLast): string {
  const hidden = new Set(listDecidedPlaces(typing, keepLast))
  let stored = ''
  let from = 0
  for (const span of typing.held) {
    stored += coverPart(typing.text, hidden, from, span.from) + HELD
    from = span.to
  }
  return stored + coverPart(typing.text, hidden, from, typing.text.length)
}

function coverPart(text: string, hidden: ReadonlySet<number>, from: number, to: number): string {
  const places = [...hidden].filter((place) => place >= from && place < to).map((place) => place - from)
  return coverPlaces(text.slice(from, to), places)
}

/** Places of cards and their codes that no held number touches. */
function listDecidedPlaces({ text, held }: Typing, keepLast?: KeepLast): number[] {
  const folded = blankUuids(foldDigits(text))
  const isHeld = (place: number) => held.some((span) => place >= span.from && place < span.to)
  const cards = findCards(folded).filter((card) => !card.at.some(isHeld))
  return listHiddenPlaces(folded, cards, keepLast).filter((place) => !isHeld(place))
}

/** Where the cursor stands after an edit: behind what is new, or where something was taken out. */
function findCursor(before: string, text: string): number {
  const shorter = Math.min(before.length, text.length)
  let same = 0
  while (same < shorter && before[before.length - 1 - same] === text[text.length - 1 - same]) same += 1
  return text.length - same
}

function isAtCursor(folded: string, run: Run, cursor: number): boolean {
  if (cursor < run.from) return isGap(folded.slice(cursor, run.from))
  return cursor <= run.to || isGap(folded.slice(run.to, cursor))
}

function mayBecomeCard(folded: string, { groups, from, to }: Run, cursor: number): boolean {
  const digits = groups.map((group) => group.digits)
  const count = digits.join('').length
  if (count < LEAST_HELD) return false
  if (count <= LONGEST_PHONE && folded[from - 1] === '+') return false
  if (cursor < to) return true
  return digits.some((_, first) => {
    const tail = digits.slice(first).join('')
    return tail.length >= LEAST_HELD && (mayGrowToCard(tail) || findCards(tail).length > 0)
  })
}
