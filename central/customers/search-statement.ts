import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { Executor } from '#central/db/executor.ts'
import { keyOfNumber } from '#central/db/key-of-number.ts'
import { prepareQuery } from '#central/db/prepare-query.ts'
import type { SearchHit } from '#shared/protocol/query/query.ts'
import type { SummaryRow } from './read-summaries.ts'

export type Matched = z.infer<typeof SearchHit>['matched']

/** What is looked for. Of `words` and of `sounds` every one must fit; what is empty is not looked for. */
export type Wanted = {
  words: readonly string[]
  endings: readonly string[]
  /** the key of an order or case number, and the letters its number begins with */
  reference: { key: string; letters: string } | null
  /** looked for only while all the others give fewer customers than `limit` */
  sounds: readonly string[]
  limit: number
}

/** The better reason wins when a customer fits twice, and stands first. */
export const REASONS: readonly Matched[] = ['phone', 'name', 'pinyin', 'order', 'case', 'company', 'email']
/** Sorts after everything that begins with the prefix before it. */
const LAST = '\u{10ffff}'
/** A surname alone fits a tenth of all customers: more rows than this are not looked at. */
const MOST_ROWS = 300
/** Added to the reason of a sound: who was found by writing keeps that reason, however good the sound. */
const HEARD = 100

type Params = Record<string, string | number>
/** How many words each look-up has: one text of a statement serves all that are alike in this. */
type Shape = { groups: readonly number[]; numbers: 'none' | 'any' | 'lettered'; sounds: number }
/** `reason`: its place among `REASONS` */
type Fitting = SummaryRow & { reason: number }

/**
 * The customers that fit, each once and in no order: one statement for whatever was typed. The phone is the primary one,
 * null where there is none. When more than `limit` fit, no phones are read: they lie far apart, and most are not shown.
 */
export async function findFitting(db: Executor, wanted: Wanted): Promise<Fitting[]> {
  const { endings, reference, limit } = wanted
  const groups = [...endings.map((ending) => [ending]), byLength(wanted.words)].filter((words) => words.length > 0)
  if (groups.length === 0 && !reference) return []
  const sounds = byLength(wanted.sounds)
  const params: Params = { limit, key: reference?.key ?? '', letters: `${reference?.letters ?? ''}%` }
  params['key end'] = params.key + LAST
  for (const [name, words] of [...groups.entries(), ['heard', sounds] as const])
    for (const [index, word] of words.entries()) {
      params[`${name} ${index}`] = word
      params[`${name} ${index} end`] = word + LAST
    }
  const shape: Shape = {
    groups: groups.map((words) => words.length),
    numbers: reference === null ? 'none' : reference.letters === '' ? 'any' : 'lettered',
    sounds: sounds.length,
  }
  const rows = await prepareFor(shape)(db, params)
  return rows.map((row) => ({ ...row, reason: row.reason % HEARD }))
}

/** The longest word leads: it fits fewest. */
function byLength(words: readonly string[]): string[] {
  return [...words].sort((a, b) => b.length - a.length)
}

type Statement = ReturnType<typeof prepareStatement>
const statements = new Map<string, Statement>()

function prepareFor(shape: Shape): Statement {
  const key = `${shape.groups.join()} ${shape.numbers} ${shape.sounds}`
  const statement = statements.get(key) ?? prepareStatement(shape)
  statements.set(key, statement)
  return statement
}

function prepareStatement({ groups, numbers, sounds }: Shape) {
  const build = (db: Executor, slots: Params) => {
    const written = groups.map((count, at) => selectByWords(slots, String(at), count, reasonOfSource))
    if (numbers !== 'none') {
      const lettered = numbers === 'lettered'
      written.push(selectByNumber(slots, 'sales_order', 'order', lettered))
      written.push(selectByNumber(slots, 'support_case', 'case', lettered))
    }
    const few = sql`(select count(distinct customer_id) from written) < ${slots.limit}`
    const heard = selectByWords(slots, 'heard', sounds, sql.lit(HEARD + REASONS.indexOf('pinyin')), few)
    const text = sql<Fitting>`
      with written as (${uniteAll(written)}), hit as (
        select customer_id, min(reason) as reason
        from (${sounds > 0 ? uniteAll([sql`select * from written`, heard]) : sql`select * from written`}) as fitting
        group by customer_id
      )
      select id, kind, name, company, job_title, tier, city, last_contact_at, reason,
        case when (select count(*) from hit) <= ${slots.limit} then ${mainPhone} end as phone
      from hit join customer on customer.id = hit.customer_id`
    return { compile: () => text.compile(db) }
  }
  return prepareQuery<Params, Fitting>(build, { blind: true })
}

const mainPhone = sql`(
  select e164 from customer_phone where customer_id = customer.id and is_primary = 1 order by e164 limit 1
)`
const placeOf = (reason: Matched) => sql.lit(REASONS.indexOf(reason))
const reasonOfSource = sql`case source ${sql.join(
  REASONS.map((reason) => sql`when ${sql.lit(reason)} then ${placeOf(reason)}`),
  sql` `,
)} end`

/** Customers that have, for every word, a term that begins with it. */
function selectByWords(slots: Params, name: string, count: number, reason: RawBuilder<unknown>, when = sql`1 = 1`) {
  const range = (table: string, index: number) =>
    sql`${sql.ref(`${table}.term`)} >= ${slots[`${name} ${index}`]} and ${sql.ref(`${table}.term`)} < ${slots[`${name} ${index} end`]}`
  const others = Array.from(
    { length: Math.max(0, count - 1) },
    (_, index) =>
      sql`and exists (
      select 1 from customer_search_term as other
      where other.customer_id = lead.customer_id and ${range('other', index + 1)}
    )`,
  )
  return sql`
    select customer_id, ${reason} as reason from customer_search_term as lead
    where ${range('lead', 0)} and ${when} ${sql.join(others, sql` `)}
    order by term, customer_id limit ${sql.lit(MOST_ROWS)}`
}

/** Order and case numbers as typed, with or without hyphens and leading letters. */
function selectByNumber(slots: Params, table: 'sales_order' | 'support_case', reason: Matched, lettered: boolean) {
  const key = sql.raw(keyOfNumber)
  const fitting = sql`
    select customer_id, ${placeOf(reason)} as reason, number from ${sql.table(table)}
    where ${key} >= ${slots.key} and ${key} < ${slots['key end']} order by ${key} limit ${sql.lit(MOST_ROWS)}`
  if (!lettered) return fitting
  return sql`
    select customer_id, reason from (${fitting}) as numbered
    where lower(replace(number, '-', '')) like ${slots.letters}`
}

function uniteAll(selects: readonly RawBuilder<unknown>[]) {
  return sql.join(
    selects.map((select) => sql`select customer_id, reason from (${select}) as part`),
    sql` union all `,
  )
}
