import { normaliseText, splitWords, type Word } from './normalise-text.ts'
import { readPinyin } from './pinyin.ts'

/** Where a term comes from: what the list says when it matched. */
type TermSource = 'name' | 'pinyin' | 'phone' | 'company' | 'email'
export type SearchTerm = { term: string; source: TermSource }

/** What a customer is found by. `phones` are E.164. */
export type Searchable = { name: string; company: string | null; email: string | null; phones: readonly string[] }

/** Terms are cut here, typed text too: an index entry need not hold a whole letterhead. */
const LONGEST_TERM = 24
/** Shorter pieces from inside a Latin word would match half the country; from its beginning they are kept. */
export const SHORTEST_INSIDE = 3
/** No phone ending shorter than this is looked up. */
export const SHORTEST_ENDING = 4

/**
 * Every ending of every word is a row, so that any part of a word is the beginning of some row: one range scan on
 * an ordinary index finds substrings, on any database. `zhangwei`, `wei` and `zw` stand for 张伟 as well.
 */
export function listSearchTerms(customer: Searchable): SearchTerm[] {
  const terms = new Map<string, SearchTerm>()
  const add = (source: TermSource) => (term: string) => terms.set(`${source} ${cut(term)}`, { term: cut(term), source })
  for (const word of splitWords(customer.name)) {
    listEndings(word).forEach(add('name'))
    listSounds(word).forEach(add('pinyin'))
  }
  for (const word of splitWords(customer.company ?? '')) {
    listEndings(word).forEach(add('company'))
    listSounds(word).forEach(add('company'))
  }
  if (customer.email) {
    add('email')(normaliseText(customer.email))
    for (const word of splitWords(customer.email)) add('email')(word.text)
  }
  for (const phone of customer.phones) add('phone')(termForEnding(phone))
  return [...terms.values()]
}

/** A phone is found by its ending: the digits backwards, marked so that they never meet a word. Any format. */
export function termForEnding(number: string): string {
  return `#${[...number.replace(/\D/g, '')].reverse().join('')}`
}

/** What is left of a word from each of its characters on. */
function listEndings({ text, script }: Word): string[] {
  const characters = [...text]
  const shortest = script === 'han' ? 1 : SHORTEST_INSIDE
  return characters
    .map((_, from) => characters.slice(from).join(''))
    .filter((_, from) => from === 0 || characters.length - from >= shortest)
}

/** Full pinyin from each syllable on, and the initials of two and more. `lv` is also written `lu`. */
function listSounds({ text, script }: Word): string[] {
  if (script !== 'han') return []
  return readPinyin(text).flatMap((syllables) =>
    syllables.flatMap((_, from) => {
      const rest = syllables.slice(from)
      const full = rest.join('')
      const initials = rest.map((syllable) => syllable.charAt(0)).join('')
      return [full, full.replaceAll('v', 'u'), ...(rest.length > 1 ? [initials] : [])]
    }),
  )
}

export function cut(term: string): string {
  return [...term].slice(0, LONGEST_TERM).join('')
}
