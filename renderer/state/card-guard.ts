import type { Card } from '#shared/domain/cards/find-cards.ts'
import { followTyping, settleTyping, showTyping, storeTyping, type Typing } from '#shared/domain/cards/hold-typing.ts'
import { listLongNumbers } from '#shared/domain/cards/list-long-numbers.ts'
import type { Draft } from '#shared/protocol/desk-port.ts'
import { mapDraftTexts } from './map-draft-texts.ts'

type Fields = Draft['fields']

/** What the screen shows, what the disk may have, whether they differ, and whether a card was masked just now. */
export type Guarded = { screen: Fields; stored: Fields; held: boolean; masked: boolean }

/** A draft without the long numbers that were typed into it since `before`. */
export type Cover = (before: Fields, after: Fields) => Fields

/** Stands between what is typed into one draft and what is stored of it. */
export interface CardGuard {
  /**
   * After an edit: the number at the cursor may be held back, every other card is masked. While card data are taken
   * `cover` covers every long number that is typed, at once.
   */
  edit(before: Fields, after: Fields, cover: Cover | null): Guarded
  /** The person turned away from the draft: nothing is held any more. */
  settle(fields: Fields): Guarded
}

/** This many digits of a card in one stored piece are too many to show its last four beside them. */
const TELLING_DIGITS = 7

export function makeCardGuard(): CardGuard {
  /** long numbers that were ever stored, by text: parts of a card, if they turn out to be */
  const known = new Map<string, Set<string>>()
  let fresh = true

  function remember(path: string, stored: string): void {
    const numbers = known.get(path) ?? new Set()
    for (const number of listLongNumbers(stored, TELLING_DIGITS)) numbers.add(number)
    known.set(path, numbers)
  }

  /** A card of which a part was stored before it was known to be one loses its last four digits too. */
  const keepsLast = (path: string) => (card: Card) =>
    ![...(known.get(path) ?? [])].some((number) => sharesDigits(number, card.digits))

  function guard(fields: Fields, follow: (path: string, text: string) => Typing): Guarded {
    let held = false
    const typings = new Map<string, Typing>()
    const screen = mapDraftTexts(fields, (path, text) => {
      const typing = follow(path, text)
      typings.set(path, typing)
      held ||= typing.held.length > 0
      return showTyping(typing, keepsLast(path))
    })
    const stored = mapDraftTexts(fields, (path, text) =>
      storeTyping(typings.get(path) ?? settleTyping({ text, held: [] }), keepsLast(path)),
    )
    mapDraftTexts(stored, (path, text) => {
      remember(path, text)
      return text
    })
    return { screen, stored, held, masked: screen !== fields }
  }

  return {
    edit(before, after, cover) {
      const texts = new Map<string, string>()
      mapDraftTexts(before, (path, text) => {
        texts.set(path, text)
        // at first it is what the desk holds; later it may be what was held back from it
        if (fresh) remember(path, text)
        return text
      })
      fresh = false
      const given = cover?.(before, after) ?? after
      return guard(given, (path, text) => {
        const earlier = texts.get(path) ?? ''
        return earlier === text ? { text, held: [] } : followTyping(earlier, text)
      })
    },
    settle: (fields) => guard(fields, (_path, text) => ({ text, held: [] })),
  }
}

function sharesDigits(number: string, card: string): boolean {
  for (let at = 0; at + TELLING_DIGITS <= card.length; at += 1) {
    if (number.includes(card.slice(at, at + TELLING_DIGITS))) return true
  }
  return false
}
