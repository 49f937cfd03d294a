import { normaliseText } from '#shared/domain/search/normalise-text.ts'
import { listSearchTerms } from '#shared/domain/search/search-terms.ts'
import type { CustomerCard } from '#shared/protocol/view/customer.ts'

/** What a match on a term is told as; the same words as a search hit's `matched`. */
export type CardTermKind = 'name' | 'pinyin' | 'phone' | 'company' | 'email' | 'order' | 'case'
export type CardTerm = { term: string; kind: CardTermKind }

/** Everything a cached customer can be found by, from the card alone. */
export function listCardTerms(card: CustomerCard): CardTerm[] {
  const { profile } = card
  const terms = listSearchTerms({
    name: profile.name,
    company: profile.company,
    email: profile.email,
    phones: profile.phones.map((phone) => phone.e164),
  }).map(({ term, source }) => ({ term, kind: source }))
  const orders = card.recentOrders.map((order) => order.number)
  return [...terms, ...listNumberTerms('order', orders), ...listNumberTerms('case', listCaseNumbers(card))]
}

export function listNumberTerms(kind: 'order' | 'case', numbers: readonly string[]): CardTerm[] {
  return numbers.map((number) => ({ term: normaliseText(number), kind }))
}

function listCaseNumbers(card: CustomerCard): string[] {
  const fromAttention = card.attention.flatMap((card) => (card.kind === 'case_urgent' ? [card.reference] : []))
  const next = card.nextBestAction?.kind === 'follow_up_case' ? [card.nextBestAction.reference] : []
  return [...new Set([...fromAttention, ...next])]
}
