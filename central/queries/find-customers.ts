import { searchCustomers } from '#central/customers/search.ts'
import type { Answer } from './asker.ts'

export const findCustomers: Answer<'customer.search'> = async ({ db, readRegion }, { text, limit }) => ({
  hits: await searchCustomers(db, { text, limit, readRegion: () => readRegion(db) }),
})
