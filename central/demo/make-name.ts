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

export type PersonName = { full: string; family: string; latin: string }

/** A name as people of that country write theirs. `latin` is for addresses. */
export function makeName(dice: Dice, country: string): PersonName {
  if (country === 'JP') {
    const family = dice.pick(japaneseFamilyNames)
    return { family, full: `${family} ${dice.pick(japaneseGivenNames)}`, latin: `user${dice.digits(4)}` }
  }
  if (country === 'CN' || country === 'TW') return makeChineseName(dice, country === 'TW')
  if (country === 'HK' && dice.chance(0.7)) return makeChineseName(dice, true)
  if (country === 'SG' && dice.chance(0.3)) return makeChineseName(dice, false)
  if (country === 'HK' || country === 'SG') {
    const family = dice.pick(romanFamilyNames)
    const given = dice.pick(romanGivenNames)
    return { family, full: `${family} ${given}`, latin: `${given}.${family}` }
  }
  const family = dice.pick(familyNames)
  const given = dice.pick(givenNames)
  return { family, full: `${given} ${family}`, latin: `${given}.${family}` }
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
  return { family, full: family + given, latin: `user${dice.digits(5)}` }
}
