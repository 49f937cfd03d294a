import { readPinyin } from '#shared/domain/search/pinyin.ts'
import type { Dice } from './dice.ts'
import { compoundSurnames, givenCharacters, surnames } from './words/chinese-names.ts'
import {
  familyNames,
  givenNames,
  japaneseFamilyNames,
  japaneseGivenNames,
  romanFamilyNames,
  romanGivenNames,
} from './words/latin-names.ts'

export type PersonName = { full: string; family: string }

/** A name as people of that country write theirs. */
export function makeName(dice: Dice, country: string): PersonName {
  if (country === 'JP') {
    const family = dice.pick(japaneseFamilyNames)
    return { family, full: `${family} ${dice.pick(japaneseGivenNames)}` }
  }
  if (country === 'CN' || country === 'TW') return makeChineseName(dice, country === 'TW')
  if (country === 'HK' && dice.chance(0.7)) return makeChineseName(dice, true)
  if (country === 'SG' && dice.chance(0.3)) return makeChineseName(dice, false)
  if (country === 'HK' || country === 'SG') {
    const family = dice.pick(romanFamilyNames)
    const given = dice.pick(romanGivenNames)
    return { family, full: `${family} ${given}` }
  }
  const family = dice.pick(familyNames)
  const given = dice.pick(givenNames)
  return { family, full: `${given} ${family}` }
}

function makeChineseName(dice: Dice, traditional: boolean): PersonName {
  const script = traditional ? 'traditional' : 'simplified'
  // the commonest surnames belong to most people
  const common = surnames.slice(
    0,
    dice.weigh([
      [10, 5],
      [30, 3],
      [surnames.length, 2],
    ]),
  )
  const family = (dice.chance(0.01) ? dice.pick(compoundSurnames) : dice.pick(common))[script]
  const given = Array.from({ length: dice.chance(0.8) ? 2 : 1 }, () => dice.pick(givenCharacters)[script]).join('')
  return { family, full: family + given }
}

/** The part of a mail address before the @: people write their names there, and a number when it was taken. */
export function makeMailbox(dice: Dice, name: string): string {
  const spoken = /^\p{Script=Han}/u.test(name) ? (readPinyin(name.replace(/\s/g, ''))[0] ?? []).join('') : name
  const plain = spoken.toLowerCase().replace(/[^a-z0-9]+/g, '.')
  return dice.chance(0.4) ? `${plain}${dice.between(2, 99)}` : plain
}
