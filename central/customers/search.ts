import { sql } from 'kysely'
import type { z } from 'zod'
import type { Executor } from '#central/db/executor.ts'
import { keyOfNumber, readKeyOfNumber } from '#central/db/key-of-number.ts'
import { normalisePhone } from '#shared/domain/phone-number.ts'
import { normaliseText } from '#shared/domain/search/normalise-text.ts'
import { readSearchText, type SearchText } from '#shared/domain/search/read-search-text.ts'
import { type TermSource, termForEnding } from '#shared/domain/search/search-terms.ts'
import type { SearchHit } from '#shared/protocol/query/query.ts'
import { readSummaries } from './read-summaries.ts'

type Matched = z.infer<typeof SearchHit>['matched']
type Found = { customer_id: string; matched: Matched }

/** Sorts after everything that begins with the prefix before it. */
const LAST = '\u{10ffff}'
/** A surname alone fits a tenth of all customers: more rows than this are not looked at. */
const MOST_ROWS = 300
/** The better reason wins when a customer fits twice, and stands first. */
const ORDER: readonly Matched[] = ['phone', 'name', 'pinyin', 'order', 'case', 'company', 'email']

/**
 * Finds customers by what a person typed: parts of names and companies, Chinese or as pinyin or initials, e-mail,
 * any phone ending of four digits and more, order and case numbers. Every word must fit. Best reason first, then
 * exact names, then the latest contact. Nothing readable typed finds nothing.
 */
export async function searchCustomers(
  db: Executor,
  { text, limit, region }: { text: string; limit: number; region: string },
): Promise<SearchHit[]> {
  const typed = readSearchText(text)
  const found = new Map<string, Matched>()
  const add = (rows: Found[]) => {
    for (const row of rows) {
      const known = found.get(row.customer_id)
      if (!known || ORDER.indexOf(row.matched) < ORDER.indexOf(known)) found.set(row.customer_id, row.matched)
    }
  }
  if (typed.reference) add(await findByReference(db, typed.reference))
  const phone = normalisePhone(text, region)
  for (const ending of new Set([typed.ending, phone && termForEnding(phone.e164)])) {
    if (ending) add(await findByWords(db, [ending]))
  }
  if (typed.words.length > 0) add(await findByWords(db, typed.words))
  if (typed.sounds && found.size < limit) add(await findBySounds(db, typed, found))

  const customers = await readSummaries(db, [...found.keys()])
  const wanted = normaliseText(text).trim()
  return customers
    .map((customer) => ({ customer, matched: found.get(customer.customerId) ?? 'name' }))
    .sort(
      (a, b) =>
        ORDER.indexOf(a.matched) - ORDER.indexOf(b.matched) ||
        Number(normaliseText(b.customer.name) === wanted) - Number(normaliseText(a.customer.name) === wanted) ||
        (b.customer.lastContactAt ?? 0) - (a.customer.lastContactAt ?? 0) ||
        (a.customer.customerId < b.customer.customerId ? -1 : 1),
    )
    .slice(0, limit)
}

/** Customers that have, for every word, a term that begins with it. The longest word leads: it fits fewest. */
async function findByWords(db: Executor, words: readonly string[]): Promise<Found[]> {
  const [lead = '', ...others] = [...words].sort((a, b) => b.length - a.length)
  let query = db
    .selectFrom('customer_search_term as term')
    .select(['term.customer_id', 'term.source'])
    .where('term.term', '>=', lead)
    .where('term.term', '<', lead + LAST)
  for (const word of others) {
    query = query.where((e) =>
      e.exists(
        e
          .selectFrom('customer_search_term as other')
          .select('other.term')
          .whereRef('other.customer_id', '=', 'term.customer_id')
          .where('other.term', '>=', word)
          .where('other.term', '<', word + LAST),
      ),
    )
  }
  const rows = await query.orderBy('term.term').orderBy('term.customer_id').limit(MOST_ROWS).execute()
  return rows.map((row) => ({ customer_id: row.customer_id, matched: row.source as TermSource }))
}

/** Chinese words by sound; those already found by writing keep that reason. */
async function findBySounds(db: Executor, typed: SearchText, found: ReadonlyMap<string, Matched>): Promise<Found[]> {
  const rows = await findByWords(db, typed.sounds ?? [])
  return rows.filter((row) => !found.has(row.customer_id)).map((row) => ({ ...row, matched: 'pinyin' }))
}

/** Order and case numbers as typed, with or without hyphens and leading letters. */
async function findByReference(db: Executor, reference: string): Promise<Found[]> {
  const key = readKeyOfNumber(reference)
  if (key.length < 4) return []
  const letters = /^[a-z]*/.exec(reference.replaceAll('-', ''))?.[0] ?? ''
  const found: Found[] = []
  for (const [table, matched] of [
    ['sales_order', 'order'],
    ['support_case', 'case'],
  ] as const) {
    const rows = await db
      .selectFrom(table)
      .select(['customer_id', 'number'])
      .where(sql.raw<string>(keyOfNumber), '>=', key)
      .where(sql.raw<string>(keyOfNumber), '<', key + LAST)
      .orderBy(sql.raw(keyOfNumber))
      .limit(MOST_ROWS)
      .execute()
    const fits = rows.filter((row) => row.number.toLowerCase().replaceAll('-', '').startsWith(letters))
    found.push(...fits.map((row) => ({ customer_id: row.customer_id, matched })))
  }
  return found
}
