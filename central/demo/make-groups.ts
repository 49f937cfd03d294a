import type { Customer } from './make-customer.ts'
import { makeAddress, makeCustomerId, makePerson, pickCountry } from './make-customer.ts'
import { makePhone } from './make-phone.ts'
import { companyWords, jobTitles } from './words/companies.ts'
import type { Country } from './words/places.ts'
import { DAY, type World } from './world.ts'

/** Customers that belong together, the one they belong to first. */
export type Group = readonly [Customer, ...Customer[]]

/** A company with its switchboard, and one to four people there: some ring from the switchboard's number. */
export function makeCompany(world: World, given: { name?: string; country?: Country } = {}): Group {
  const { dice, now } = world
  const country = given.country ?? pickCountry(world)
  const words = companyWords[country.language]
  const gap = country.language === 'en' ? ' ' : ''
  const name =
    given.name ??
    [dice.pick(words.heads), dice.pick(words.trades), ...(gap ? [words.form] : [])].join(gap) + (gap ? '' : words.form)
  const city = dice.pick(country.cities)
  const since = now - dice.between(200, 2_400) * DAY
  const switchboard = makePhone(dice, country.code, 'fixed')
  const company: Customer = {
    customerId: makeCustomerId(world, since),
    kind: 'company',
    name,
    country,
    language: country.language,
    phones: [{ e164: switchboard, label: 'switchboard', primary: true }],
    email: `office@company${dice.digits(4)}.example`,
    address: makeAddress(world, country, city),
    timeZone: city.zone,
    tier: dice.weigh([
      ['standard', 40],
      ['silver', 30],
      ['gold', 22],
      ['platinum', 8],
    ]),
    lifecycleStage: dice.weigh([
      ['active', 75],
      ['new', 10],
      ['at_risk', 15],
    ]),
    tags: [],
    recordingConsent: true,
    since,
    renewalAt: dice.chance(0.7) ? now + dice.between(4, 330) * DAY : null,
    churnRisk: dice.weigh([
      ['low', 70],
      ['medium', 22],
      ['high', 8],
    ]),
  }
  const people = Array.from({ length: dice.between(1, 4) }, () => {
    const person = makePerson(world, country)
    const [mobile] = person.phones
    const work = { e164: switchboard, label: 'work' as const, primary: false }
    return {
      ...person,
      company: name,
      companyId: company.customerId,
      jobTitle: dice.pick(jobTitles[country.language]),
      phones: mobile ? (dice.chance(0.3) ? [mobile, work] : [mobile]) : [work],
    }
  })
  addContacts(world, company, people, 'employee')
  return [company, ...people]
}

/** People under one roof who share its telephone. */
export function makeHousehold(world: World, country: Country = pickCountry(world)): Group {
  const { dice } = world
  const shared = { e164: makePhone(dice, country.code, 'fixed'), label: 'home' as const, primary: false }
  const head = makePerson(world, country)
  const chinese = /^\p{Script=Han}/u.test(head.name)
  const family = chinese ? head.name.slice(0, 1) : (head.name.split(' ').at(-1) ?? head.name)
  const members = [head, ...Array.from({ length: dice.between(1, 2) }, () => makePerson(world, country))].map(
    (person) => ({
      ...person,
      address: head.address ?? null,
      timeZone: head.timeZone ?? null,
      phones: [...person.phones.slice(0, 1), shared],
    }),
  )
  const household: Customer = {
    ...head,
    customerId: makeCustomerId(world, head.since),
    kind: 'household',
    name: chinese ? `${family}家` : `${family} household`,
    phones: [{ ...shared, primary: true }],
    email: null,
    renewalAt: null,
    lastSatisfaction: null,
  }
  addContacts(world, household, members, 'member')
  return [household, ...members]
}

export function addContacts({ rows }: World, group: Customer, people: readonly Customer[], relation: string): void {
  const rowsOf = people.map(({ customerId }) => ({ customer_id: group.customerId, contact_id: customerId, relation }))
  rows.add('customer_contact', ...rowsOf)
}
