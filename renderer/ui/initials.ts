const han = /\p{Script=Han}/u

/** `Maya Okafor` → MO, 陈雨桐 → 雨桐 (given name), 孟凯 → 孟凯; never more than two characters. */
export function makeInitials(name: string): string {
  const trimmed = name.trim()
  if (han.test(trimmed)) return [...trimmed.replace(/\s/g, '')].slice(0, 3).slice(-2).join('')
  const words = trimmed.split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word))
  const first = takeLetter(words[0]) || '?'
  const last = words.length > 1 ? takeLetter(words.at(-1)) : ''
  return (first + last).toUpperCase()
}

/** The first whole character: half of a surrogate pair would be a box. */
const takeLetter = (word = '') => [...word.slice(0, 2)][0] ?? ''
