import type { Random } from '#shared/domain/random.ts'
import { readPinyin } from '#shared/domain/search/pinyin.ts'
import { termForEnding } from '#shared/domain/search/search-terms.ts'

/** A customer who is looked for. */
export type Sought = { name: string; phone: string }
/** What an agent types, and the prefix of the search term that it means: what a bare query looks up. */
export type Typed = { text: string; term: string }

const HAN = /^\p{Script=Han}{2,4}$/u
const LATIN = /^[A-Za-z]+ [A-Za-z]{5,}$/

/** The four ways of looking somebody up, each made from a customer that exists; null where it does not fit the name. */
export const waysToSearch: Record<string, (sought: Sought) => Typed | null> = {
  'two-character Chinese name': ({ name }) => (HAN.test(name) ? same(name.slice(-2)) : null),
  'pinyin initials': ({ name }) => {
    const [syllables] = HAN.test(name) ? readPinyin(name) : []
    return syllables ? same(syllables.map((one) => one.charAt(0)).join('')) : null
  },
  'Latin substring': ({ name }) =>
    LATIN.test(name) ? same(name.split(' ')[1]?.slice(1, 5).toLowerCase() ?? '') : null,
  'phone suffix': ({ phone }) => ({ text: phone.slice(-7), term: termForEnding(phone.slice(-7)) }),
}

const same = (text: string): Typed => ({ text, term: text })

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
