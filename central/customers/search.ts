import type { Executor } from '#central/db/executor.ts'
import { readKeyOfNumber } from '#central/db/key-of-number.ts'
import { normalisePhone } from '#shared/domain/phone-number.ts'
import { normaliseText } from '#shared/domain/search/normalise-text.ts'
import { readSearchText } from '#shared/domain/search/read-search-text.ts'
import { termForEnding } from '#shared/domain/search/search-terms.ts'
import type { SearchHit } from '#shared/protocol/query/query.ts'
import { toSummary } from './read-summaries.ts'
import { findFitting, REASONS } from './search-statement.ts'
import { selectPhonesAmong } from './select-phones.ts'

/**
 * Digits of some writing; but seven plain ones at most, the first no zero, are the ending of whatever number they are:
 * in no country does a prefix come off them that people dial. Reading a number costs as much as looking it up.
 */
const MAY_BE_WHOLE = /^(?!\s*[1-9]\d{0,6}\s*$).*\p{N}/su

/** Fewer signs of an order or case number would fit too many. */
const SHORTEST_KEY = 4

/**
 * Finds customers by what a person typed: parts of names and companies, Chinese or as pinyin or initials, e-mail,
 * any phone ending of four digits and more, order and case numbers. Every word must fit. Best reason first, then
 * exact names, then the latest contact. Nothing readable typed finds nothing. `readRegion` is asked only for digits.
 */
export async function searchCustomers(
  db: Executor,
  { text, limit, readRegion }: { text: string; limit: number; readRegion: () => Promise<string> },
): Promise<SearchHit[]> {
  const { words, ending, reference, sounds } = readSearchText(text)
  const phone = MAY_BE_WHOLE.test(text) ? normalisePhone(text, await readRegion()) : null
  const whole = phone && termForEnding(phone.e164)
  // who has the whole number has its ending as well
  const endings = ending !== null && whole?.startsWith(ending) ? [ending] : [ending, whole]
  const fitting = await findFitting(db, {
    words,
    endings: endings.filter((one) => one !== null),
    reference: reference === null ? null : readReference(reference),
    sounds: sounds ?? [],
    limit,
  })
  const wanted = normaliseText(text).trim()
  const shown = fitting
    .map((row) => ({ row, named: normaliseText(row.name) === wanted }))
    .sort(
      (a, b) =>
        a.row.reason - b.row.reason ||
        Number(b.named) - Number(a.named) ||
        (b.row.last_contact_at ?? 0) - (a.row.last_contact_at ?? 0) ||
        (a.row.id < b.row.id ? -1 : 1),
    )
    .slice(0, limit)
  const bare = shown.filter(({ row }) => row.phone === null).map(({ row }) => row.id)
  const phones = await selectPhonesAmong(db, bare)
  return shown.map(({ row }) => ({
    customer: toSummary({ ...row, phone: row.phone ?? phones.get(row.id)?.[0]?.e164 ?? null }),
    matched: REASONS[row.reason] ?? 'name',
  }))
}

function readReference(reference: string): { key: string; letters: string } | null {
  const key = readKeyOfNumber(reference)
  const letters = /^[a-z]*/.exec(reference.replaceAll('-', ''))?.[0] ?? ''
  return key.length < SHORTEST_KEY ? null : { key, letters }
}
