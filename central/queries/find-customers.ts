import { searchCustomers } from '#central/customers/search.ts'
import { holdConnection } from '#central/db/hold-connection.ts'
import type { Answer } from './asker.ts'

export const findCustomers: Answer<'customer.search'> = ({ db, readRegion }, { text, limit }) =>
  holdConnection(db, async (held) => ({
    hits: await searchCustomers(held, { text, limit, readRegion: () => readRegion(held) }),
  }))
