/** Spells Chinese for matching: whole syllables and initials, e.g. 接听 → ['jieting', 'jt']. */
export type Spell = (text: string) => string[]

/** How well a query fits a label: 3 at its start, 2 at a word's start or spelled, 1 inside, 0 not at all. */
export function scoreText(label: string, query: string, spell: Spell | null): number {
  const wanted = simplify(query)
  if (wanted === '') return 1
  const text = simplify(label)
  if (text.startsWith(wanted)) return 3
  if (text.split(' ').some((word) => word.startsWith(wanted))) return 2
  const compact = wanted.replaceAll(' ', '')
  if (spell?.(label).some((spelled) => spelled.startsWith(compact))) return 2
  return text.includes(wanted) ? 1 : 0
}

/** The items that fit, best first; equal ones keep their order. */
export function filterByText<T>(
  items: readonly T[],
  query: string,
  spell: Spell | null,
  read: (item: T) => string,
): T[] {
  return items
    .map((item) => ({ item, score: scoreText(read(item), query, spell) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item)
}

const simplify = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s·,.:;/–-]+/gu, ' ')
    .trim()
