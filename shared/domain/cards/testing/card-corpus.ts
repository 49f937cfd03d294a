import type { Random } from '#shared/domain/random.ts'
import { makeDice } from './dice.ts'
import { groupDigits } from './group-digits.ts'

/** Brands as often as agents meet them: beginning, length, weight. */
const BRANDS: readonly (readonly [begin: string, length: number, weight: number])[] = [
  ['4', 16, 40],
  ['51', 16, 8],
  ['53', 16, 8],
  ['55', 16, 8],
  ['2223', 16, 4],
  ['2720', 16, 2],
  ['34', 15, 3],
  ['37', 15, 6],
  ['6011', 16, 4],
  ['65', 16, 2],
  ['3530', 16, 3],
  ['36', 14, 2],
  ['62', 16, 10],
  ['62', 19, 16],
  ['4', 13, 1],
  ['4', 19, 1],
  ['6759', 16, 1],
  ['2202', 16, 1],
]

export type CardNote = { text: string; number: string; code: string | null }
type Dice = ReturnType<typeof makeDice>

/** One note with one card number, written as people write: deterministic by the dice. */
export function makeCardNote(random: Random): CardNote {
  const dice = makeDice(random)
  const number = makeCardNumber(random)
  const [before, after] = [dice.pick(BEFORE), dice.pick(AFTER)]
  const code = after.includes('CODE') ? dice.digits(number.length === 15 ? 4 : 3) : null
  const written = dice.pick(WRITINGS)(number, dice)
  return { text: `${before}${written}${after.replace('CODE', code ?? '')}`, number, code }
}

/** A number with a brand's beginning and length and a sound check digit. */
export function makeCardNumber(random: Random): string {
  const dice = makeDice(random)
  const total = BRANDS.reduce((sum, [, , weight]) => sum + weight, 0)
  let left = dice.below(total)
  const brand = BRANDS.find(([, , weight]) => {
    left -= weight
    return left < 0
  })
  const [begin, length] = brand ?? ['4', 16]
  return withCheckDigit(begin + dice.digits(length - begin.length - 1))
}

export function withCheckDigit(body: string): string {
  const sum = [...body].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return body + String((10 - (sum % 10)) % 10)
}

const fours = (number: string, gap: string) => groupDigits(number, [4, 4, 4, 4], gap)
const printed = (number: string, gap: string) =>
  number.length === 15
    ? groupDigits(number, [4, 6, 5], gap)
    : number.length === 14
      ? groupDigits(number, [4, 6, 4], gap)
      : fours(number, gap)
export const fullWidth = (text: string) => text.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))
const arabic = (text: string) => text.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)))
const han = (text: string) => text.replace(/\d/g, (digit) => '〇一二三四五六七八九'[Number(digit)] ?? '')
const breakLine = (number: string, dice: Dice, line: string) => {
  const at = 1 + dice.below(number.length - 2)
  return number.slice(0, at) + line + number.slice(at)
}

const WRITINGS: readonly ((number: string, dice: Dice) => string)[] = [
  (number) => number,
  (number) => number,
  (number) => fours(number, ' '),
  (number) => fours(number, ' '),
  (number, dice) => printed(number, dice.pick(['-', ' - ', '.', '  ', '\u00a0', '\u2009', '/', '_', ', ', '–', '·'])),
  (number) => [...number].join(' '),
  (number) => groupDigits(number, [2, 2, 2, 2, 2, 2, 2, 2, 2], ' '),
  (number) => groupDigits(number, [8], ' '),
  (number, dice) => breakLine(number, dice, dice.pick(['\n', '\r\n', '\n  ', ' \n'])),
  (number, dice) => fours(number, ' ').replaceAll(/ /g, () => dice.pick([' ', '-', '\n', '\r\n  '])),
  (number) => `${fours(number, ' ').slice(0, 9)}\n${fours(number, ' ').slice(10)}`,
  fullWidth,
  (number) => fullWidth(fours(number, '　')),
  (number) => fullWidth(fours(number, '－')),
  arabic,
  (number) => arabic(fours(number, ' ')),
  han,
  (number) => han(fours(number, ' ')),
  (number) => fours(number, '、'),
  (number, dice) => [...number].map((digit) => digit + (dice.below(4) === 0 ? '\u200b' : '')).join(''),
  (number, dice) => [...fours(number, ' ')].join(dice.pick(['\u200d', '\u2060', '\ufeff', '\u00ad'])),
  (number) => number.replace(/\d/g, '$&\ufe0f\u20e3'),
]

const BEFORE = [
  '',
  'Card ',
  'card no. ',
  'paid with VISA ',
  'Customer reads out: ',
  '卡号：',
  '客户的信用卡是',
  '卡號',
  'room 12, ',
  '2026-11-22 14:05 ',
  'amount 129.00 EUR; ',
  'called from +86 138 1234 5678, card ',
  'first line\n',
  'ticket 018f3c2a-4111-7111-8111-111111111111, card ',
  '62000000-0000-4000-8000-000000000001 ',
]
const AFTER = [
  '',
  '.',
  '。',
  ' please call back',
  ' 12/27',
  ' exp 01/2029',
  ' 12/27 CODE',
  ', exp 11/28, cvc CODE',
  ' valid 1228 cvv: CODE',
  '\n09/30 CODE',
  '，有效期12/27，安全码CODE',
  ' on 2026-11-22',
  '\nnext line',
  ' 018f3c2a-4111-7111-8111-111111111111',
]
