import type { Random } from '#shared/domain/random.ts'
import { makeDice } from './dice.ts'
import { groupDigits } from './group-digits.ts'

type Dice = ReturnType<typeof makeDice>

/** One note with a number that is no card: telephones, orders, parcels, identity and tax numbers. */
export function makeOtherNote(random: Random): string {
  const dice = makeDice(random)
  return dice.pick(KINDS)(dice)
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
/** Provinces whose numbers begin as cards do: 35, 36, 37, 41 to 46, 50 to 54, 61 to 65, and others. */
const PLACES =
  '110105 130102 350102 352201 360102 370102 371302 410105 420106 430102 440305 450103 460106 500103 510104 520102 530102 540102 610102 620102 630102 640104 650102'.split(
    ' ',
  )

function makeIdentity(dice: Dice): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const birth = `${1940 + dice.below(75)}${two(1 + dice.below(12))}${two(1 + dice.below(28))}`
  const body = dice.pick(PLACES) + birth + dice.digits(3)
  return body + '10X98765432'[WEIGHTS.reduce((sum, weight, index) => sum + weight * Number(body[index]), 0) % 11]
}

const mobile = (dice: Dice) => `1${dice.pick('3 5 7 8 9'.split(' '))}${dice.digits(9)}`
const american = (dice: Dice) => `${2 + dice.below(8)}${dice.digits(2)}${2 + dice.below(8)}${dice.digits(6)}`
const around = (dice: Dice, number: string) =>
  dice.pick([`${number}`, `call ${number} tomorrow`, `回电 ${number}。`, `${number}, ask for Lin`])

const phones: readonly ((dice: Dice) => string)[] = [
  (dice) => around(dice, mobile(dice)),
  (dice) => around(dice, groupDigits(mobile(dice), [3, 4, 4], dice.pick([' ', '-']))),
  (dice) => around(dice, `+86 ${mobile(dice)}`),
  (dice) => around(dice, `86 ${groupDigits(mobile(dice), [3, 4, 4], ' ')}`),
  (dice) => around(dice, `+${dice.pick(['49', '44', '43', '61', '41', '65'])}${dice.digits(10)}`),
  (dice) => around(dice, `0049 15${dice.digits(1)} ${dice.digits(8)}`),
  (dice) => around(dice, `49151${dice.digits(8)}`),
  (dice) => around(dice, `(${american(dice).slice(0, 3)}) ${groupDigits(american(dice), [3, 4], '-')}`),
  (dice) => around(dice, groupDigits(american(dice), [3, 3, 4], dice.pick(['-', '.', ' ']))),
  (dice) =>
    `${groupDigits(american(dice), [3, 3, 4], ' ')} ${dice.pick(['or', 'and', '/', ','])} ${groupDigits(american(dice), [3, 3, 4], ' ')}`,
  (dice) => `${american(dice)}\n${american(dice)}\n${american(dice)}`,
  (dice) => `021-${dice.digits(8)}, 010-${dice.digits(8)}`,
  (dice) => around(dice, `0${dice.digits(2)} ${dice.digits(7)} ext ${dice.digits(4)}`),
]
const orders: readonly ((dice: Dice) => string)[] = [
  (dice) => `SO-2026-${dice.digits(4)}, SO-2026-${dice.digits(4)}`,
  (dice) => `order no. ${dice.digits(16)}`,
  (dice) => `Order #${4 + dice.below(3)}${dice.digits(15)}`,
  (dice) => `订单号：${dice.pick(['4', '2', '3', '6'])}${dice.digits(18)}`,
  (dice) => `訂單編號 ${dice.digits(16)}`,
  (dice) => `order ${dice.digits(12)}`,
  (dice) => `${dice.pick(['403', '113', '624', '503'])}-${dice.digits(7)}-${dice.digits(7)}`,
  (dice) => `invoice ${dice.digits(20)} over 4,532.10`,
  (dice) => `发票号码 2${dice.pick(['4', '5', '6'])}${dice.digits(18)}`,
  (dice) => `CS-${dice.digits(6)} and case number 5${dice.digits(15)}`,
  (dice) => `paid 4,111.00 on 4.5.2026, 129.90 on 12.6.2026, rest on 1.7.2026`.replace('129', dice.digits(3)),
]
const parcels: readonly ((dice: Dice) => string)[] = [
  (dice) => `SF${dice.digits(13)}`,
  (dice) => `YT${dice.digits(13)}`,
  (dice) => `JD0${dice.digits(12)}`,
  (dice) => `快递单号 ${dice.pick(['4', '7', '3'])}${dice.digits(12)}`,
  (dice) => `tracking 1Z${dice.digits(16)}`,
  (dice) => `USPS 94${dice.digits(20)}`,
  (dice) => `运单号：${dice.digits(14)}`,
]
const papers: readonly ((dice: Dice) => string)[] = [
  (dice) => around(dice, makeIdentity(dice)),
  (dice) => `身份证${makeIdentity(dice)}`,
  (dice) => `身份证号：${groupDigits(makeIdentity(dice), [6, 8, 4], ' ')}`,
  (dice) => `id ${groupDigits(makeIdentity(dice), [6, 4, 4, 4], ' ')}`,
  (dice) => makeIdentity(dice).toLowerCase(),
  (dice) => `税号：37${dice.digits(13)}`,
  (dice) => `统一社会信用代码 91${dice.digits(16)}`,
  (dice) => `tax id ${dice.digits(15)}`,
  (dice) => `IMEI 35${dice.digits(13)}`,
]
const ids: readonly ((dice: Dice) => string)[] = [
  (dice) => around(dice, makeUuid(dice, '0123456789abcdef')),
  // ids are seldom so poor in letters, but then they look like cards
  (dice) => around(dice, makeUuid(dice, '0123456789a').toUpperCase()),
]
const makeUuid = (dice: Dice, signs: string) =>
  [8, 4, 4, 4, 12].map((size) => Array.from({ length: size }, () => dice.pick([...signs])).join('')).join('-')
const KINDS = [...phones, ...orders, ...parcels, ...papers, ...papers, ...ids]
