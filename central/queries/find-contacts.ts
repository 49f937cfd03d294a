import { searchCustomers } from '#central/customers/search.ts'
import { selectPhonesAmong } from '#central/customers/select-phones.ts'
import type { Answer } from './asker.ts'

/** The search for customers as everywhere; of those it finds, the ones that can be called. */
export const findContacts: Answer<'contact.search'> = async ({ db, readRegion }, { text, limit }) => {
  const hits = await searchCustomers(db, { text, limit, readRegion: () => readRegion(db) })
  const phones = await selectPhonesAmong(
    db,
    hits.map(({ customer }) => customer.customerId),
  )
  return {
    contacts: hits.flatMap(({ customer: { customerId, name, company } }) => {
      const known = phones.get(customerId)
      return known ? [{ customerId, name, company, phones: known }] : []
    }),
  }
}
