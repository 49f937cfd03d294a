import { readDefaultRegion } from '#central/catalog/read-catalog.ts'
import { searchCustomers } from '#central/customers/search.ts'
import type { Answer } from './asker.ts'

export const findCustomers: Answer<'customer.search'> = async ({ db }, { text, limit }) => ({
  hits: await searchCustomers(db, { text, limit, region: await readDefaultRegion(db) }),
})
