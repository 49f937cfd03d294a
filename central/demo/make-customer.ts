import type { z } from 'zod'
import { type CustomerDetails, toCustomerRow } from '#central/customers/customer-row.ts'
import { toPhoneRow } from '#central/customers/write-phones.ts'
import { toSearchRows } from '#central/customers/write-search-terms.ts'
import { CustomerId } from '#shared/protocol/ids.ts'
import type { PhoneLabel } from '#shared/protocol/view/customer.ts'
import { makeMailbox, makeName } from './make-name.ts'
import { makePhone } from './make-phone.ts'
import { tags } from './words/companies.ts'
import { type City, type Country, countries } from './words/places.ts'
import { minorUnits, rates } from './words/products.ts'
import { DAY, type World } from './world.ts'

type Phone = { e164: string; label: z.infer<typeof PhoneLabel>; primary: boolean }
/** A customer as the makers of orders and histories need them. */
export type Customer = CustomerDetails & {
  country: Country
  phones: readonly Phone[]
  language: Country['language']
  since: number
}

export function makeCustomerId(world: World, since: number): CustomerId {
  return CustomerId.parse(world.dice.id(since))
}

/** Somebody of somewhere, not yet in the rows: `addCustomer` writes them when every fact is known. */
export function makePerson(world: World, country: Country = pickCountry(world)): Customer {
  const { dice, now } = world
  const city = dice.pick(country.cities)
  const since = now - dice.between(20, 2_200) * DAY
  const name = makeName(dice, country.code)
  const mobile: Phone = { e164: makePhone(dice, country.code, 'mobile'), label: 'mobile', primary: true }
  const home: Phone = { e164: makePhone(dice, country.code, 'fixed'), label: 'home', primary: false }
  const stage = dice.weigh([
    ['active', 60],
    ['new', 12],
    ['at_risk', 12],
    ['lapsed', 8],
    ['prospect', 6],
    ['former', 2],
  ] as const)
  return {
    customerId: makeCustomerId(world, since),
    kind: 'individual',
    name: name.full,
    country,
    language: country.language,
    phones: dice.chance(0.3) ? [mobile, home] : [mobile],
    email: dice.chance(0.8) ? `${makeMailbox(dice, name.full)}@example.com` : null,
    address: makeAddress(world, country, city),
    timeZone: city.zone,
    tier: dice.weigh([
      ['standard', 62],
      ['silver', 22],
      ['gold', 12],
      ['platinum', 4],
    ]),
    lifecycleStage: stage,
    tags: dice.chance(0.35) ? [dice.pick(tags[country.language])] : [],
    doNotCall: dice.chance(0.06),
    recordingConsent: dice.weigh([
      [true, 70],
      [false, 10],
      [null, 20],
    ]),
    note: null,
    since,
    lastSatisfaction: dice.chance(0.6)
      ? dice.weigh([
          [5, 45],
          [4, 30],
          [3, 14],
          [2, 7],
          [1, 4],
        ])
      : null,
    churnRisk:
      stage === 'at_risk'
        ? dice.pick(['medium', 'high'])
        : dice.weigh([
            ['low', 80],
            ['medium', 17],
            ['high', 3],
          ]),
    renewalAt: dice.chance(0.4) ? now + dice.between(3, 330) * DAY : null,
  }
}

export function pickCountry({ dice }: World): Country {
  return dice.weigh(countries.map((country) => [country, country.weight] as const))
}

export function makeAddress({ dice }: World, country: Country, city: City) {
  const street = dice.pick(city.streets)
  const number = dice.between(1, 980)
  const chinese = country.language !== 'en'
  return {
    line: chinese ? `${street}${number}${country.language === 'zh-CN' ? '号' : '號'}` : `${number} ${street}`,
    city: city.city,
    region: city.region,
    postalCode: city.postalCode,
    country: country.code,
  }
}

/** Puts a customer with phones and search terms into the rows; `lifetime` in minor units. */
export function addCustomer({ rows }: World, customer: Customer, lifetime: number, lastContactAt: number | null): void {
  const { country, phones, ...details } = customer
  const money = { lifetimeValue: lifetime > 0 ? { minor: lifetime, currency: country.currency } : null }
  const row = toCustomerRow({ ...details, ...money, lastContactAt }, customer.since, country.code)
  rows.add('customer', row)
  rows.add('customer_phone', ...phones.map((phone) => toPhoneRow(row.id, phone)))
  const searchable = { ...row, phones: phones.map(({ e164 }) => e164) }
  rows.add('customer_search_term', ...toSearchRows(row.id, searchable))
}

/** A price in US dollars as minor units of the country's currency, rounded to what a shop would ask. */
export function toMinor(dollars: number, currency: string): number {
  const amount = dollars * (rates[currency] ?? 1)
  return (amount < 100 ? Math.round(amount) : Math.round(amount / 10) * 10) * (minorUnits[currency] ?? 100)
}
