import { CustomerId } from '#shared/protocol/ids.ts'
import type { Locale } from '#shared/protocol/scalars.ts'
import type { Customer } from './make-customer.ts'
import { makeAddress, makePerson } from './make-customer.ts'
import { type Country, countries } from './words/places.ts'
import { DAY, HOUR, type World } from './world.ts'

/** Numbers that the demo's callers ring from. */
export const castNumbers = {
  yutong: '+8613812345678',
  maya: '+31107942216',
  simin: '+8613916602718',
  elena: '+447400123456',
  mengkai: '+8613700137042',
  kofi: '+442079460958',
  wangHome: '+862162881234',
  bennettHome: '+442076543210',
  brightside: '+442073338800',
  mingguang: '+862158880066',
  yiran: '+8615821930577',
  ines: '+447900765432',
  chiaying: '+886912345678',
} as const

/** The Netherlands are not among the countries demo customers are drawn from: Maya alone lives there. */
const netherlands: Country = {
  code: 'NL',
  weight: 0,
  currency: 'EUR',
  language: 'en',
  cities: [
    {
      city: 'Rotterdam',
      region: 'Zuid-Holland',
      zone: 'Europe/Amsterdam',
      postalCode: '3011 AA',
      streets: ['Wijnhaven'],
    },
  ],
}

/** `key` makes the id; the country by its code. */
export type Known = { key: string; name: string; phone: string; country: string; city?: string } & Partial<
  Omit<Customer, 'country'>
>

/** Somebody known by name; what is not said is drawn like everybody else's. */
export function makeKnown(world: World, known: Known): Customer {
  const { key, phone, country: code, city: cityName, ...facts } = known
  const country = code === 'NL' ? netherlands : countries.find((candidate) => candidate.code === code)
  const city = country?.cities.find((candidate) => candidate.city === cityName) ?? country?.cities[0]
  if (!country || !city) throw new Error(`no place ${code}`)
  const person = makePerson(world, code === 'NL' ? pickLike('GB') : country)
  return {
    ...person,
    country,
    language: country.language,
    address: makeAddress(world, country, city),
    timeZone: city.zone,
    phones: [{ e164: phone, label: 'mobile', primary: true }],
    lifecycleStage: 'active',
    doNotCall: false,
    recordingConsent: true,
    tags: [],
    ...facts,
    customerId: CustomerId.parse(`demo-${key}`),
  }
}

function pickLike(code: string): Country {
  const country = countries.find((candidate) => candidate.code === code)
  if (!country) throw new Error(`no country ${code}`)
  return country
}

/** A whole story told twice: Chen Yutong in Shanghai and Maya Okafor in Rotterdam are each other's translation. */
export function makeLead(world: World, lead: 'yutong' | 'maya'): Customer {
  const common = {
    tier: 'gold' as const,
    since: Date.UTC(2021, 2, 9),
    lastSatisfaction: 5,
    churnRisk: 'medium' as const,
    renewalAt: world.now + 18 * DAY - 2 * HOUR,
  }
  return lead === 'yutong'
    ? makeKnown(world, {
        key: 'chen-yutong',
        name: '陈雨桐',
        phone: castNumbers.yutong,
        country: 'CN',
        city: '上海',
        company: '北风物流有限公司',
        companyId: CustomerId.parse('demo-beifeng'),
        jobTitle: '运营经理',
        email: 'chen.yutong@beifeng.example',
        ...common,
      })
    : makeKnown(world, {
        key: 'maya-okafor',
        name: 'Maya Okafor',
        phone: castNumbers.maya,
        country: 'NL',
        company: 'Northwind Logistics',
        companyId: CustomerId.parse('demo-northwind'),
        jobTitle: 'Operations manager',
        email: 'maya.okafor@northwind.example',
        ...common,
      })
}

/** What is told of the two leads, in their languages. Numbers differ, so that each is found by its own. */
export const leadStories: Record<'yutong' | 'maya', LeadStory> = {
  yutong: {
    language: 'zh-CN',
    orders: { late: '70512', disputed: '70344', old: '69980' },
    totals: { late: 2_891_000, disputed: 928_400, old: 1_503_000 },
    lifetime: 48_620_000,
    invoice: 'INV-20871',
    agents: { call: 'zihang', chat: 'mei' },
    call: ['发票咨询', '已解释附加费，客户要求更正发票，承诺中午前答复。', '客户称八月已约定固定费率，合同第 4 页。'],
    email: ['回复：INV-20871 附加费', '“八月已约定固定费率，请见附件合同第 4 页。”'],
    chat: ['更改送货地址', '已更新为 7 号码头，客户已确认。'],
    tasks: ['发送更正后的发票', '核查承运商查件结果', '续约方案跟进'],
    cases: ['更正发票 INV-20871', '订单 70512 向承运商查件'],
    opportunity: '12 个月套餐',
  },
  maya: {
    language: 'en',
    orders: { late: '70513', disputed: '70345', old: '69981' },
    totals: { late: 391_000, disputed: 128_400, old: 203_000 },
    lifetime: 6_248_000,
    invoice: 'INV-20872',
    agents: { call: 'jon', chat: 'ava' },
    call: [
      'Invoice question',
      'Explained the surcharge; customer wants a corrected invoice. Promised an answer by noon.',
      'Says a flat rate was agreed in August, contract page 4.',
    ],
    email: [
      'Re: surcharge on INV-20872',
      '“We agreed on a flat rate in August. Please see the attached contract page 4.”',
    ],
    chat: ['Change of delivery address', 'Updated to Dock 7, confirmed by customer.'],
    tasks: ['Send the corrected invoice', 'Check the carrier trace', 'Follow up on the renewal offer'],
    cases: ['Correct invoice INV-20872', 'Carrier trace for order 70513'],
    opportunity: '12-month plan',
  },
}

export type LeadStory = {
  language: Locale
  orders: { late: string; disputed: string; old: string }
  totals: { late: number; disputed: number; old: number }
  lifetime: number
  invoice: string
  agents: { call: string; chat: string }
  /** subject, summary, note */
  call: [string, string, string]
  email: [string, string]
  chat: [string, string]
  tasks: [string, string, string]
  cases: [string, string]
  opportunity: string
}
