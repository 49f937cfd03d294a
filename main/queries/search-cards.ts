import type { CardTermKind } from '#main/store/card-terms.ts'
import type { Cards } from '#main/store/cards.ts'
import { readSearchText } from '#shared/domain/search/read-search-text.ts'
import type { CustomerId } from '#shared/protocol/ids.ts'
import type { SearchHit } from '#shared/protocol/query/query.ts'

/** More customers than this on one word: the word says nothing. */
const WIDEST = 1000

/** Cached customers whom the typed text fits: every word, or a phone's ending, or an order or case number. */
export function searchCards(cards: Cards, text: string, limit: number): SearchHit[] {
  const { words, ending, reference, sounds } = readSearchText(text)
  const found = new Map<CustomerId, CardTermKind>()
  const add = (hits: ReadonlyMap<CustomerId, CardTermKind>) => {
    for (const [customerId, kind] of hits) if (!found.has(customerId)) found.set(customerId, kind)
  }
  if (reference !== null) add(only(findWord(cards, reference), ['order', 'case']))
  if (ending !== null) add(only(findWord(cards, ending), ['phone']))
  if (words.length > 0) add(findAll(cards, words))
  if (sounds !== null) add(findAll(cards, sounds))
  return cards.listSummaries(found.keys(), limit).flatMap((customer) => {
    const matched = found.get(customer.customerId)
    return matched ? [{ customer, matched }] : []
  })
}

type Hits = Map<CustomerId, CardTermKind>

function findWord(cards: Cards, word: string): { customerId: CustomerId; kind: CardTermKind }[] {
  return cards.findByTerm(word, WIDEST)
}

function only(rows: readonly { customerId: CustomerId; kind: CardTermKind }[], kinds: readonly CardTermKind[]): Hits {
  return new Map(rows.flatMap(({ customerId, kind }) => (kinds.includes(kind) ? [[customerId, kind]] : [])))
}

function findAll(cards: Cards, words: readonly string[]): Hits {
  const perWord = words.map(
    (word): Hits => new Map(findWord(cards, word).map(({ customerId, kind }) => [customerId, kind])),
  )
  const [first, ...rest] = perWord
  return new Map([...(first ?? [])].filter(([customerId]) => rest.every((hits) => hits.has(customerId))))
}
