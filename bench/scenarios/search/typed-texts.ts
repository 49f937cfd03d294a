import type { Random } from '#shared/domain/random.ts'
import { readPinyin } from '#shared/domain/search/pinyin.ts'
import { readSearchText } from '#shared/domain/search/read-search-text.ts'
import { termForEnding } from '#shared/domain/search/search-terms.ts'

/** A customer who is looked for. */
export type Sought = { name: string; phone: string }
/** What an agent types, and the prefixes of the search terms that it means: what a bare query looks up. */
export type Typed = { text: string; terms: readonly [string] | readonly [string, string] }

const HAN = /^\p{Script=Han}{2,4}$/u
const LATIN = /^[A-Za-z]+ [A-Za-z]{5,}$/

/**
 * The four ways of looking somebody up, each made from a customer that exists; null where it does not fit the name. A
 * Chinese name is looked for as it is written and as it sounds: once beside a query that does both, once beside one
 * that finds less.
 */
export const waysToSearch: Record<string, (sought: Sought) => Typed | null> = {
  'two-character Chinese name': ({ name }) => (HAN.test(name) ? withSound(name.slice(-2)) : null),
  'two-character Chinese name (floor: writing only)': ({ name }) => (HAN.test(name) ? same(name.slice(-2)) : null),
  'pinyin initials': ({ name }) => {
    const [syllables] = HAN.test(name) ? readPinyin(name) : []
    return syllables ? same(syllables.map((one) => one.charAt(0)).join('')) : null
  },
  'Latin substring': ({ name }) =>
    LATIN.test(name) ? same(name.split(' ')[1]?.slice(1, 5).toLowerCase() ?? '') : null,
  'phone suffix': ({ phone }) => ({ text: phone.slice(-7), terms: [termForEnding(phone.slice(-7))] }),
}

const same = (text: string): Typed => ({ text, terms: [text] })

function withSound(text: string): Typed {
  const sound = readSearchText(text).sounds?.join('')
  return sound ? { text, terms: [text, sound] } : same(text)
}

/** So many different texts of one way, from customers picked by chance. */
export function pickTexts(sought: readonly Sought[], way: string, count: number, random: Random): Typed[] {
  const make = waysToSearch[way]
  if (!make) throw new Error(`nobody searches by ${way}`)
  const texts: Typed[] = []
  for (let tries = 0; texts.length < count && tries < count * 100; tries += 1) {
    const one = sought[Math.floor(random.next() * sought.length)]
    const typed = one ? make(one) : null
    if (typed) texts.push(typed)
  }
  if (texts.length === 0) throw new Error(`no customer can be found by ${way}`)
  return texts
}
