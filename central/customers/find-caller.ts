import type { Executor } from '#central/db/executor.ts'
import { prepareQuery } from '#central/db/prepare-query.ts'
import { type CallerNumber, readCallerNumber, readEnding } from '#shared/domain/phone-number.ts'
import type { CustomerId } from '#shared/protocol/ids.ts'
import type { CallerFound } from './caller-found.ts'

/** As many as the console offers keys for. */
const MOST_CANDIDATES = 9

/**
 * Looks a caller up: all customers with exactly this number; failing that, those with the same last nine digits;
 * failing that, the last seven. One customer with the exact number is known, everything else is for the agent to
 * pick, most recently in contact first. One statement for a known number, two otherwise.
 * `number` as the line gave it (null = withheld), `region` for numbers without a country code.
 */
export function findCaller(
  db: Executor,
  { number, region }: { number: string | null; region: string },
): Promise<CallerFound> {
  return findReadCaller(db, readCallerNumber(number, region))
}

/** The same for a number that was read already. */
export async function findReadCaller(db: Executor, caller: CallerNumber): Promise<CallerFound> {
  if (caller.kind === 'withheld') return caller
  if (caller.kind === 'number') {
    const exact = await findExact(db, caller.e164)
    const [first] = exact
    if (first && exact.length === 1) return { kind: 'known', customerId: first, reason: 'exact_number' }
    if (first) return offer(exact, 'exact_number')
  }
  return findByEnding(db, caller.kind === 'number' ? caller.e164 : caller.text)
}

async function findExact(db: Executor, e164: string): Promise<CustomerId[]> {
  const rows = await selectExact(db, { e164 })
  return rows.map((row) => row.id as CustomerId)
}

async function findByEnding(db: Executor, number: string): Promise<CallerFound> {
  if (number.replace(/\D/g, '').length < 7) return { kind: 'unknown' }
  const rows = await selectByEnding(db, { last9: readEnding(number, 9), last7: readEnding(number, 7) })
  const [first] = rows
  if (!first) return { kind: 'unknown' }
  const alike = rows.filter((row) => row.nine === first.nine).map((row) => row.id as CustomerId)
  return offer(alike, first.nine === 1 ? 'last9' : 'last7')
}

function offer(customerIds: CustomerId[], reason: 'exact_number' | 'last9' | 'last7'): CallerFound {
  const candidates = customerIds.map((customerId) => ({ customerId, reason }))
  return { kind: 'candidates', shared: reason === 'exact_number', candidates }
}

const selectExact = prepareQuery((db, slot: { e164: string }) =>
  db
    .selectFrom('customer_phone')
    .innerJoin('customer', 'customer.id', 'customer_phone.customer_id')
    .select('customer.id')
    .where('customer_phone.e164', '=', slot.e164)
    .orderBy((e) => e.fn.coalesce('customer.last_contact_at', e.lit(0)), 'desc')
    .orderBy('customer.id')
    .limit(MOST_CANDIDATES),
)

/** Numbers that agree in nine digits agree in seven: one scan of the shorter index answers both. */
const selectByEnding = prepareQuery((db, slot: { last9: number; last7: number }) =>
  db
    .selectFrom('customer_phone')
    .innerJoin('customer', 'customer.id', 'customer_phone.customer_id')
    .select((e) => [
      'customer.id',
      e.fn.max(e.case().when('customer_phone.last9', '=', slot.last9).then(e.lit(1)).else(e.lit(0)).end()).as('nine'),
    ])
    .where('customer_phone.last7', '=', slot.last7)
    .groupBy(['customer.id', 'customer.last_contact_at'])
    .orderBy('nine', 'desc')
    .orderBy((e) => e.fn.coalesce('customer.last_contact_at', e.lit(0)), 'desc')
    .orderBy('customer.id')
    .limit(MOST_CANDIDATES),
)
