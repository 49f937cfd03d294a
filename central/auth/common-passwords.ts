import { dictionary } from '@zxcvbn-ts/language-common'

/** What this house would think of first, and long phrases that the list does not know. */
const OWN = [
  'correcthorsebatterystaple',
  'thequickbrownfox',
  'thequickbrownfoxjumpsoverthelazydog',
  'tobeornottobethatisthequestion',
  'maytheforcebewithyou',
  'letmeinletmeinletmein',
  'qwertyuiopasdfgh',
  'qwertyuiopasdfghjkl',
  'qwertyuiopasdfghjklzxcvbnm',
  'abcdefghijklmnop',
  'abcdefghijklmnopqrstuvwxyz',
  'administrator',
  'iloveyou',
  'ringdesk',
  'ringdeskdemo',
  'ringdeskpassword',
  'welcometoringdesk',
  'woaini1314520woaini',
]

/** Shorter entries stand inside too many honest phrases to be told from chance. */
const SHORTEST = 4
let known: ReadonlySet<string> | undefined

/** Some 49,000 leaked passwords, folded as `foldPassword` folds what a person types; built at the first question. */
export function readCommonPasswords(): ReadonlySet<string> {
  known ??= new Set(
    [...dictionary['passwords-common'], ...OWN].map(foldPassword).filter((entry) => entry.length >= SHORTEST),
  )
  return known
}

/** Width, case, spaces and separators make no password a new one: NFKC, case-folded, bare. */
export function foldPassword(password: string): string {
  // upper, then lower: folds what lower case alone keeps apart (ß and ss, the long s)
  return password
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .replaceAll(/[\s\p{P}\p{Z}]/gu, '')
}

/** A known password, also one that was only made longer with digits: `password2024202420`. */
export function isCommonPassword(folded: string): boolean {
  const common = readCommonPasswords()
  if (common.has(folded)) return true
  const word = folded.replaceAll(/^\d+|\d+$/g, '')
  return word !== folded && (word.length < SHORTEST || common.has(word))
}
