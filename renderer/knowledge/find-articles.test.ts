import { expect, it } from 'vitest'
import type { Catalog } from '#shared/protocol/view/catalog.ts'
import { findForReason, searchArticles } from './find-articles.ts'

const label = (en: string) => ({ en, 'zh-CN': en, 'zh-TW': en })
const article = (
  articleId: string,
  title: string,
  body: string,
  reasonCodes: string[],
): Catalog['articles'][number] => ({
  articleId,
  title: label(title),
  body: label(body),
  updatedAt: 0,
  reasonCodes,
})
const articles = [
  article('a1', 'Correct an invoice', 'Steps', ['billing.invoice']),
  article('a2', 'Billing basics', 'What an invoice is', ['billing']),
  article('a3', 'Delays', 'Ask the carrier', ['delivery']),
]
const reasons = [
  { code: 'billing', parent: null, label: label('Billing') },
  { code: 'billing.invoice', parent: 'billing', label: label('Invoice') },
]

it('suggests articles of the reason and of the reasons above it', () => {
  const ids = findForReason({ articles, reasons }, 'billing.invoice').map((one) => one.articleId)
  expect(ids).toEqual(['a1', 'a2'])
  expect(findForReason({ articles, reasons }, null)).toEqual([])
})

it('searches titles before texts, every word needed', () => {
  const find = (query: string) =>
    searchArticles(articles, query, (one) => [one.title.en, one.body.en]).map((one) => one.articleId)
  expect(find('invoice')).toEqual(['a1', 'a2'])
  expect(find('invoice what')).toEqual(['a2'])
  expect(find('')).toEqual(['a1', 'a2', 'a3'])
})
