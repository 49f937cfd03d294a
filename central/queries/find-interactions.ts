import { searchCustomers } from '#central/customers/search.ts'
import { normalisePhone } from '#shared/domain/phone-number.ts'
import { normaliseText } from '#shared/domain/search/normalise-text.ts'
import type { Answer, Asker } from './asker.ts'
import { readRecentCalls, selectNamedInteractions } from './recent-calls.ts'

/** As many customers as a name may stand for before the list says nothing any more. */
const MOST_CUSTOMERS = 20
/** How far back an agent's own work is looked through, word by word. */
const OWN_LOOKED_AT = 200

/**
 * Interactions by whom they were with (name, company, phone, order number), by the number that called, and the
 * asker's own latest by what they were about; newest first.
 */
export const findInteractions: Answer<'interaction.search'> = async (asker, { text, limit }) => {
  const wanted = normaliseText(text).trim()
  if (wanted === '') return { interactions: [] }
  const found = [...(await findByCustomer(asker, text, limit)), ...(await findOwn(asker, wanted))]
  const rows = [...new Map(found.map((row) => [row.id, row])).values()]
  rows.sort((a, b) => b.started_at - a.started_at || (a.id < b.id ? 1 : -1))
  return { interactions: await readRecentCalls(asker.db, rows.slice(0, limit)) }
}

async function findByCustomer({ db, readRegion }: Asker, text: string, limit: number) {
  const region = await readRegion(db)
  const hits = await searchCustomers(db, { text, limit: MOST_CUSTOMERS, readRegion: async () => region })
  const phone = normalisePhone(text, region)
  const newest = (query: ReturnType<typeof selectNamedInteractions>) =>
    query.orderBy('interaction.started_at', 'desc').orderBy('interaction.id', 'desc').limit(limit).execute()
  const ids = hits.map((hit) => hit.customer.customerId)
  const named =
    ids.length > 0 ? await newest(selectNamedInteractions(db).where('interaction.customer_id', 'in', ids)) : []
  const called = phone ? await newest(selectNamedInteractions(db).where('interaction.number', '=', phone.e164)) : []
  return [...named, ...called]
}

async function findOwn({ db, userId }: Asker, wanted: string) {
  const rows = await selectNamedInteractions(db)
    .where('interaction.agent_id', '=', userId)
    .orderBy('interaction.started_at', 'desc')
    .limit(OWN_LOOKED_AT)
    .execute()
  return rows.filter((row) => normaliseText(`${row.subject ?? ''}\n${row.summary ?? ''}`).includes(wanted))
}
