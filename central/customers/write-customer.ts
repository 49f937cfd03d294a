import type { z } from 'zod'
import type { Executor } from '#central/db/executor.ts'
import type { FieldChange, PhoneInput } from '#shared/protocol/command/paperwork.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import type { CustomerId, UserId } from '#shared/protocol/ids.ts'
import type { CustomerField } from '#shared/protocol/view/customer.ts'
import { type CustomerUpdate, type FieldValue, readField, toColumns } from './customer-fields.ts'
import { type CustomerDetails, toCustomerRow } from './customer-row.ts'
import { type Phone, readPhones } from './read-phones.ts'
import { type FoundConflict, recordChange } from './record-change.ts'
import { selectPhones } from './select-phones.ts'
import { tidyName } from './tidy-name.ts'
import { isTimeZone } from './time-zone.ts'
import { insertPhones, replacePhones } from './write-phones.ts'
import { insertSearchTerms, replaceSearchTerms } from './write-search-terms.ts'

export type NewCustomer = CustomerDetails & { phones: readonly z.infer<typeof PhoneInput>[] }

/**
 * Writes a new customer with its phones and search rows. Refuses a phone that is none (`invalid_phone`, the field
 * says which) and an id that is taken (`duplicate`); nothing is written then.
 */
export async function insertCustomer(
  tx: Executor,
  customer: NewCustomer,
  { now, region }: { now: number; region: string },
): Promise<Outcome<{ phones: Phone[] }>> {
  const phones = readPhones(customer.phones, region)
  if (!phones.ok) return phones
  const row = toCustomerRow(customer, now, region)
  const inserted = await tx
    .insertInto('customer')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  if (inserted.numInsertedOrUpdatedRows !== 1n) return refuse('duplicate', { field: 'customerId' })
  await insertPhones(tx, row.id, phones.value)
  await insertSearchTerms(tx, row.id, { ...row, phones: phones.value.map((phone) => phone.e164) })
  return accept({ phones: phones.value })
}

/** One person's edit of one customer. `region` for phones without a country code. */
export type Edit = {
  customerId: CustomerId
  changes: readonly FieldChange[]
  userId: UserId
  commandId: string | null
  now: number
  region: string
  newId(): string
}

/** What the search rows are made of. */
const SEARCHED: ReadonlySet<CustomerField> = new Set(['name', 'company', 'email', 'phones'])

/**
 * Writes the named fields, each with its next version and a row of history. A field that somebody else wrote since
 * the editor read it is written all the same (what central received last wins), and the collision is recorded for
 * both: the answer lists them, the caller emits an event to each of `userIds`. A value that is there already
 * changes nothing. Refuses unknown customers, phones and time zones; nothing is written then.
 */
export async function updateFields(tx: Executor, edit: Edit): Promise<Outcome<{ conflicts: FoundConflict[] }>> {
  const changes = readChanges(edit)
  if (!changes.ok) return changes
  const { customerId } = edit
  // the write comes first: it holds the row against every other writer until the transaction ends
  const row = await tx
    .updateTable('customer')
    .set((e) => ({ version: e('version', '+', 1), updated_at: edit.now }))
    .where('id', '=', customerId)
    .returningAll()
    .executeTakeFirst()
  if (!row) return refuse('customer_not_found', { field: 'customerId' })

  const phones = await selectPhones(tx, customerId)
  const versions: Record<string, number> = JSON.parse(row.field_versions)
  const conflicts: FoundConflict[] = []
  let columns: CustomerUpdate = {}
  let phonesNow = phones
  const changed = new Set<CustomerField>()
  for (const { change, baseVersion } of changes.value) {
    const before = readField(change.field, { ...row, ...columns }, phonesNow)
    if (isSame(change.field, before, change.value)) continue
    const version = versions[change.field] ?? 0
    const conflict = await recordChange(tx, edit, {
      field: change.field,
      before,
      after: change.value,
      version,
      baseVersion,
    })
    if (conflict) conflicts.push(conflict)
    versions[change.field] = version + 1
    columns = { ...columns, ...toColumns(change) }
    if (change.field === 'phones') phonesNow = change.value
    changed.add(change.field)
  }
  if (changed.size === 0) return accept({ conflicts })

  await tx
    .updateTable('customer')
    .set({ ...columns, field_versions: JSON.stringify(versions) })
    .where('id', '=', customerId)
    .execute()
  if (changed.has('phones')) await replacePhones(tx, customerId, phonesNow)
  if ([...changed].some((field) => SEARCHED.has(field))) {
    await replaceSearchTerms(tx, customerId, { ...row, ...columns, phones: phonesNow.map((phone) => phone.e164) })
  }
  return accept({ conflicts })
}

/** Phones in E.164, text composed (NFC), and no time zone that no calendar knows. */
function readChanges(edit: Edit): Outcome<{ change: FieldValue; baseVersion: number }[]> {
  const read: { change: FieldValue; baseVersion: number }[] = []
  for (const { baseVersion, ...change } of edit.changes) {
    if (change.field === 'phones') {
      const phones = readPhones(change.value, edit.region)
      if (!phones.ok) return phones
      read.push({ change: { field: 'phones', value: phones.value }, baseVersion })
      continue
    }
    if (change.field === 'timeZone' && change.value !== null && !isTimeZone(change.value)) {
      return refuse('bad_request', { field: 'timeZone' })
    }
    if (change.field === 'name') read.push({ change: { ...change, value: tidyName(change.value) }, baseVersion })
    else if (change.field === 'company' && change.value !== null)
      read.push({ change: { ...change, value: tidyName(change.value) }, baseVersion })
    else read.push({ change, baseVersion })
  }
  return accept(read)
}

function isSame(field: CustomerField, before: unknown, after: unknown): boolean {
  return describe(field, before) === describe(field, after)
}

/** Phones and tags are sets: their order says nothing. */
function describe(field: CustomerField, value: unknown): string {
  if ((field === 'phones' || field === 'tags') && Array.isArray(value))
    return JSON.stringify(value.map((item) => JSON.stringify(item)).sort())
  return JSON.stringify(value)
}
