import type { Database } from 'better-sqlite3'
import type { CustomerId } from '#shared/protocol/ids.ts'
import { CustomerCard, CustomerSummary } from '#shared/protocol/view/customer.ts'
import { type CardTerm, listCardTerms } from './card-terms.ts'
import { readSqliteCode } from './file-errors.ts'
import { summariseCard } from './summarise-card.ts'

/** A card is about 15 KB: this many stay near 30 MB. Those not looked at for longest go first. */
export const CARDS_KEPT = 2000
/** Reading a card moves it to the front at most this often, so that looking costs no write each time. */
const TOUCH_MS = 60_000

interface CachedCard {
  card: CustomerCard
  cachedAt: number
}

/** Customers this agent met: filled by rings, views and tasks. A cache: losing a row loses nothing. */
export interface Cards {
  put(card: CustomerCard, at: number): void
  read(customerId: CustomerId, at: number): CachedCard | null
  /**
   * the list rows of these, the latest contact first, then as given, without reading the cards; being listed is not
   * being looked at. A row of an older form is left out.
   */
  listSummaries(customerIds: Iterable<CustomerId>, limit: number): CustomerSummary[]
  addTerms(customerId: CustomerId, terms: readonly CardTerm[]): void
  /** customers with a term that begins with `prefix` */
  findByTerm(prefix: string, limit: number): { customerId: CustomerId; kind: CardTerm['kind'] }[]
  remove(customerId: CustomerId): void
}

type Row = { customer_id: string; cached_at: number; used_at: number; body: string }

// SQLite plans anew at every run what is bound to a range or a limit; at `+?`, which is the same value, it does not look
export function createCards(db: Database, limit: number): Cards {
  const upsert = db.prepare(
    `insert into card (customer_id, cached_at, used_at, body) values (?, ?, ?, ?)
     on conflict (customer_id) do update set cached_at = excluded.cached_at, used_at = excluded.used_at, body = excluded.body`,
  )
  const select = db.prepare<[string], Row>('select * from card where customer_id = ?')
  const upsertSummary = db.prepare(
    `insert into card_summary (customer_id, last_contact_at, body) values (?, ?, ?)
     on conflict (customer_id) do update set last_contact_at = excluded.last_contact_at, body = excluded.body`,
  )
  // all at once, and only those shown are handed over: a thousand may fit
  const selectSummaries = db.prepare<[string, number], { body: string }>(
    `select summary.body from json_each(+?) as wanted
     cross join card_summary as summary on summary.customer_id = wanted.value
     order by summary.last_contact_at desc, wanted.key limit +?`,
  )
  const touch = db.prepare('update card set used_at = ? where customer_id = ?')
  const clearTerms = db.prepare('delete from search_term where customer_id = ?')
  const addTerm = db.prepare('insert or ignore into search_term (term, kind, customer_id) values (?, ?, ?)')
  const count = db.prepare<[], { cards: number }>('select count(*) as cards from card')
  const evictAnswers = db.prepare(
    'delete from answer where customer_id in (select customer_id from card order by used_at, customer_id limit +?)',
  )
  const evict = db.prepare(
    'delete from card where customer_id in (select customer_id from card order by used_at, customer_id limit +?)',
  )
  const byTerm = db.prepare<[string, string, number], { customer_id: string; kind: string }>(
    `select distinct customer_id, kind from search_term where term >= +? and term < +? limit +?`,
  )
  const remove = db.prepare('delete from card where customer_id = ?')

  /** Whose turn it is to go matters less than the card: a full disk must not stand between an agent and a customer. */
  function tryTouch(customerId: CustomerId, at: number): void {
    try {
      touch.run(at, customerId)
    } catch (error) {
      if (readSqliteCode(error) === null) throw error
    }
  }

  return {
    put: db.transaction((card: CustomerCard, at: number) => {
      const { customerId } = card.profile
      upsert.run(customerId, at, at, JSON.stringify(card))
      const summary = summariseCard(card)
      upsertSummary.run(customerId, summary.lastContactAt ?? 0, JSON.stringify(summary))
      clearTerms.run(customerId)
      for (const { term, kind } of listCardTerms(card)) addTerm.run(term, kind, customerId)
      const over = (count.get()?.cards ?? 0) - limit
      if (over <= 0) return
      evictAnswers.run(over)
      evict.run(over)
    }),
    read(customerId, at) {
      const row = select.get(customerId)
      if (!row) return null
      const parsed = CustomerCard.safeParse(JSON.parse(row.body))
      if (!parsed.success) return null
      if (at - row.used_at > TOUCH_MS) tryTouch(customerId, at)
      return { card: parsed.data, cachedAt: row.cached_at }
    },
    listSummaries: (customerIds, limit) =>
      selectSummaries.all(JSON.stringify([...customerIds]), limit).flatMap(({ body }) => readSummary(body) ?? []),
    addTerms: db.transaction((customerId: CustomerId, terms: readonly CardTerm[]) => {
      if (!select.get(customerId)) return
      for (const { term, kind } of terms) addTerm.run(term, kind, customerId)
    }),
    findByTerm: (prefix, limit) =>
      byTerm.all(prefix, `${prefix}\u{10ffff}`, limit).map((row) => ({
        customerId: row.customer_id as CustomerId,
        kind: row.kind as CardTerm['kind'],
      })),
    remove: (customerId) => {
      remove.run(customerId)
    },
  }
}

function readSummary(body: string): CustomerSummary | null {
  const summary = CustomerSummary.safeParse(JSON.parse(body))
  return summary.success ? summary.data : null
}
