import { normaliseText, splitWords } from './normalise-text.ts'
import { readLikeliestPinyin } from './pinyin.ts'
import { cut, SHORTEST_ENDING, termForEnding } from './search-terms.ts'

/**
 * What a person typed, ready for look-up. A customer fits when each of `words` begins some term of theirs; or when
 * `ending` begins a phone term; or when `reference` is (the beginning of) an order or case number.
 */
export type SearchText = {
  words: string[]
  /** reversed phone digits with their mark, when what was typed can be a phone or its ending */
  ending: string | null
  /** the text as an order or case number, when it holds a digit and no spaces inside */
  reference: string | null
  /** the words again, Chinese ones as pinyin: finds the traditional writing of a simplified name and namesakes */
  sounds: string[] | null
}

/** More words than this narrow nothing down. */
const MOST_WORDS = 6

export function readSearchText(typed: string): SearchText {
  const text = normaliseText(typed).trim()
  const email = /^\S+@\S*$/.test(text)
  const parts = email ? [{ text, script: 'latin' as const }] : splitWords(text)
  const words = [...new Set(parts.map((word) => cut(word.text)))].slice(0, MOST_WORDS)
  const hasHan = parts.some((word) => word.script === 'han')
  return {
    words,
    ending: readEndingTyped(text),
    reference: /^[\p{L}\p{N}][\p{L}\p{N}-]{2,39}$/u.test(text) && /\d/.test(text) ? text : null,
    sounds: hasHan
      ? parts.slice(0, MOST_WORDS).map((word) => (word.script === 'han' ? cut(sound(word.text)) : cut(word.text)))
      : null,
  }
}

/** Digits with the signs that phone numbers are written with; a national 0 or 00 in front is no part of the ending. */
function readEndingTyped(text: string): string | null {
  if (!/^[+(\d][\d\s().+/-]*$/.test(text)) return null
  const digits = text.replace(/\D/g, '').replace(/^0+(?=\d{7})/, '')
  return digits.length >= SHORTEST_ENDING ? termForEnding(digits) : null
}

function sound(han: string): string {
  return readLikeliestPinyin(han)?.join('') ?? han
}
