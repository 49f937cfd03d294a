import type { Catalog } from '#shared/protocol/view/catalog.ts'

type Article = Catalog['articles'][number]

/** Articles that fit a reason or one of the reasons above it, in the catalog's order. */
export function findForReason(catalog: Pick<Catalog, 'articles' | 'reasons'>, reasonCode: string | null): Article[] {
  const codes = new Set<string>()
  let next = reasonCode
  while (next !== null && !codes.has(next)) {
    codes.add(next)
    const current = next
    next = catalog.reasons.find((reason) => reason.code === current)?.parent ?? null
  }
  return catalog.articles.filter((article) => article.reasonCodes.some((code) => codes.has(code)))
}

/** Articles whose title or text holds every word of a query; title hits first. */
export function searchArticles(
  articles: readonly Article[],
  query: string,
  read: (article: Article) => [string, string],
): Article[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...articles]
  const holds = (text: string) => words.every((word) => text.toLowerCase().includes(word))
  const inTitle = articles.filter((article) => holds(read(article)[0]))
  const inText = articles.filter((article) => !inTitle.includes(article) && holds(read(article).join(' ')))
  return [...inTitle, ...inText]
}
