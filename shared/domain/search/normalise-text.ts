/** Letters that do not come apart into a base letter and a mark. */
const PLAIN: Record<string, string> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  þ: 'th',
}

/** ASCII and the common Han characters are spelt in one way but for their case; most texts are nothing else. */
const USUAL = /^[ -~\u4e00-\u9fff]*$/

/**
 * One spelling for everything that looks the same to a searcher: full-width and half-width, composed and decomposed,
 * upper and lower case, with and without diacritics. Han, kana and Hangul keep their marks: there they are letters.
 */
export function normaliseText(text: string): string {
  if (USUAL.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, '$1')
    .normalize('NFC')
    .replace(/[ßøæœđðłħıþ]/g, (letter) => PLAIN[letter] ?? letter)
}

/** A run of letters and digits of one writing: `han` also covers kana and Hangul, which are not spaced into words. */
export type Word = { text: string; script: 'han' | 'latin' }

const HAN = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}ー々'
const RUNS = new RegExp(`([${HAN}]+)|((?:(?![${HAN}])[\\p{L}\\p{N}\\p{M}])+)`, 'gu')

/** The words of a text, normalised. Apostrophes join (`O'Brien` is one word), everything else that is no letter parts. */
export function splitWords(text: string): Word[] {
  const joined = normaliseText(text).replace(/(?<=\p{L})['’ʼ](?=\p{L})/gu, '')
  return [...joined.matchAll(RUNS)].map(([run, han]) => ({ text: run, script: han === undefined ? 'latin' : 'han' }))
}
