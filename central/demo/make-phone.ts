import type { Dice } from './dice.ts'

type Shape = { mobile: (dice: Dice) => string; fixed: (dice: Dice) => string }

const CHINA_MOBILE = [
  '130',
  '131',
  '135',
  '136',
  '137',
  '138',
  '139',
  '150',
  '151',
  '152',
  '157',
  '158',
  '159',
  '182',
  '186',
  '187',
  '188',
  '199',
]
const CHINA_CITIES = ['21', '10', '755', '20', '571', '28', '27', '29']

/** Numbers within the ranges each country really gives out: a parser takes them for what they are. */
const shapes: Record<string, Shape> = {
  CN: {
    mobile: (dice) => `+86${dice.pick(CHINA_MOBILE)}${dice.digits(8)}`,
    fixed: (dice) => `+86${dice.pick(CHINA_CITIES)}${dice.pick(['5', '6'])}${dice.digits(7)}`,
  },
  TW: {
    mobile: (dice) => `+8869${dice.between(10, 89)}${dice.digits(6)}`,
    fixed: (dice) => `+8862${dice.pick(['23', '25', '27', '87'])}${dice.digits(6)}`,
  },
  HK: {
    mobile: (dice) => `+852${dice.pick(['61', '63', '64', '65', '69', '94', '96', '97'])}${dice.digits(6)}`,
    fixed: (dice) => `+852${dice.pick(['21', '23', '25', '27', '28'])}${dice.digits(6)}`,
  },
  US: { mobile: makeAmerican, fixed: makeAmerican },
  GB: {
    mobile: (dice) => `+447${dice.pick(['400', '500', '710', '800', '801', '900'])}${dice.digits(6)}`,
    fixed: (dice) => `+4420${dice.pick(['70', '71', '73', '74', '75', '76', '77', '78', '79', '80'])}${dice.digits(6)}`,
  },
  SG: {
    mobile: (dice) =>
      `+65${dice.pick(['81', '82', '83', '84', '85', '86', '87', '90', '91', '92', '93', '94', '96', '97', '98'])}${dice.digits(6)}`,
    fixed: (dice) => `+65${dice.pick(['62', '63', '64', '65', '67'])}${dice.digits(6)}`,
  },
  JP: {
    mobile: (dice) => `+81${dice.pick(['80', '90', '70'])}${dice.between(1, 9)}${dice.digits(7)}`,
    fixed: (dice) => `+813${dice.pick(['32', '33', '34', '35', '52', '53', '62'])}${dice.digits(6)}`,
  },
}

/** An E.164 number of that country, mobile or fixed. */
export function makePhone(dice: Dice, country: string, kind: 'mobile' | 'fixed'): string {
  const shape = shapes[country]
  if (!shape) throw new Error(`no numbers of ${country}`)
  return shape[kind](dice)
}

function makeAmerican(dice: Dice): string {
  const area = dice.pick(['312', '773', '206', '212', '917', '415', '617', '305'])
  return `+1${area}${dice.between(2, 9)}${dice.between(2, 9)}${dice.between(0, 9)}${dice.digits(4)}`
}
