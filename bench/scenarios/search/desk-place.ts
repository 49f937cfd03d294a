import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findSite } from '#bench/generate/find-site.ts'
import { makeSitePhones } from '#bench/generate/site-ids.ts'
import { buildCard } from '#central/customers/build-card.ts'
import { openDatabase as openSite } from '#central/db/open-database.ts'
import { createDice } from '#central/demo/dice.ts'
import { makeName } from '#central/demo/make-name.ts'
import { tellers } from '#main/queries/answer-from-desk.ts'
import { openDatabase } from '#main/store/open-database.ts'
import { openStore, type Store } from '#main/store/open-store.ts'
import { makeStoreFolder } from '#main/store/store-folder.ts'
import { makeEmptyProjection } from '#shared/domain/desk/empty-projection.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { CustomerId, UserId } from '#shared/protocol/ids.ts'
import type { CustomerCard } from '#shared/protocol/view/customer.ts'
import { listBounds, MOST_ROWS, type Place, SHOWN } from './place.ts'
import type { Sought } from './typed-texts.ts'

const KEY = new Uint8Array(32).fill(7)
const TOGETHER = 1_000

/** What lists show of the customers of the first rows of the index, the latest contact first. */
const bare = (ranges: number) => `
  select summary.customer_id, summary.body
  from (select distinct customer_id from (${Array(ranges)
    .fill(
      `select * from (select customer_id from search_term where term >= +? and term < +? order by term limit ${MOST_ROWS})`,
    )
    .join(' union all ')})) as hit
  join card_summary as summary using (customer_id) order by summary.last_contact_at desc limit ${SHOWN}`

/** A desk that holds so many cards, in its encrypted file, away from central. */
export async function openDeskPlace(cached: number, say: (text: string) => void): Promise<Place> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ringdesk-bench-desk-'))
  const folder = makeStoreFolder(dataDir, UserId.parse('bench'))
  const opened = openStore(folder, KEY, { releaseLock: () => {}, cardsKept: cached })
  if (!opened.ok) throw new Error(opened.refusal.code)
  const store = opened.value
  say(`filling a desk with ${cached} cards`)
  const sought = fillCards(store, await takeCard(say), cached)
  const second = openDatabase(folder.file, KEY)
  if (!second.ok) throw new Error(second.refusal.code)
  const hand = second.value
  const statements = [1, 2].map((ranges) => hand.prepare<string[]>(bare(ranges)))
  const know = { store, projection: makeEmptyProjection(0), catalog: null }
  return {
    name: `desk, ${cached} cached`,
    sought,
    async ours({ text }) {
      const told = tellers['customer.search']({ ...know, now: Date.now() }, { text, limit: SHOWN })
      if (!told.ok) throw new Error(told.refusal.code)
      return told.value.data
    },
    floor: async (typed) => statements[typed.terms.length - 1]?.all(...listBounds(typed)) ?? [],
    async close() {
      hand.close()
      store.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** A card as central makes it, of a customer with a long past. */
async function takeCard(say: (text: string) => void): Promise<CustomerCard> {
  const { db, close } = await openSite({ url: `sqlite:${await findSite(1_000, say)}` })
  try {
    const { id } = await db
      .selectFrom('interaction')
      .select((e) => ['customer_id as id', e.fn.countAll<number>().as('count')])
      .where('customer_id', 'is not', null)
      .groupBy('customer_id')
      .orderBy('count', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    const card = await buildCard(db, CustomerId.parse(id), Date.now())
    if (!card) throw new Error('the site has no card to copy')
    return card
  } finally {
    await close()
  }
}

/** The same past for everybody, but names and phones of their own, of the same kinds as a site's. */
function fillCards(store: Store, model: CustomerCard, cached: number): Sought[] {
  const dice = createDice(createSeededRandom(1))
  const sought: Sought[] = []
  for (let from = 0; from < cached; from += TOGETHER) {
    store.together(() => {
      for (let n = from; n < Math.min(cached, from + TOGETHER); n += 1) {
        const name = makeName(dice, n % 10 < 6 ? 'CN' : n % 10 < 8 ? 'GB' : 'SG').full
        const phones = makeSitePhones(n).map((e164, index) => ({
          e164,
          label: 'mobile' as const,
          primary: index === 0,
        }))
        const customerId = CustomerId.parse(`bench-${n}`)
        const profile = { ...model.profile, customerId, name, phones, email: `customer${n}@example.com` }
        store.cards.put({ ...model, profile }, 1_000 + n)
        sought.push({ name, phone: phones[0]?.e164 ?? '' })
      }
    })
  }
  return sought
}
