import type { Selectable } from 'kysely'
import { fromFlag, fromJson, fromOptionalFlag, fromOptionalJson, toFlag, toJson } from '#central/db/columns.ts'
import type { CustomerTables } from '#central/db/schema/customers.ts'
import type { CustomerField } from '#shared/protocol/view/customer.ts'
import type { Phone } from './read-phones.ts'

export type CustomerRow = Selectable<CustomerTables['customer']>
export type CustomerUpdate = Partial<CustomerRow>

/** The value of an editable field as the protocol speaks of it. */
export function readField(field: CustomerField, row: CustomerRow, phones: readonly Phone[]): unknown {
  switch (field) {
    case 'phones':
      return phones
    case 'jobTitle':
      return row.job_title
    case 'timeZone':
      return row.time_zone
    case 'lifecycleStage':
      return row.lifecycle_stage
    case 'address':
      return fromOptionalJson(row.address)
    case 'tags':
      return fromJson(row.tags)
    case 'doNotCall':
      return fromFlag(row.do_not_call)
    case 'recordingConsent':
      return fromOptionalFlag(row.recording_consent)
    default:
      return row[field]
  }
}

/** A change as the protocol speaks of it, phones already read. */
export type FieldValue =
  | { field: 'phones'; value: Phone[] }
  | { field: 'name' | 'language'; value: string }
  | { field: 'tier'; value: CustomerRow['tier'] }
  | { field: 'lifecycleStage'; value: string }
  | { field: 'company' | 'jobTitle' | 'email' | 'timeZone' | 'note'; value: string | null }
  | { field: 'address'; value: { city: string } | null }
  | { field: 'tags'; value: string[] }
  | { field: 'doNotCall'; value: boolean }
  | { field: 'recordingConsent'; value: boolean | null }

/** The columns a change writes; none for phones, which have rows of their own. */
export function toColumns(change: FieldValue): CustomerUpdate {
  switch (change.field) {
    case 'phones':
      return {}
    case 'jobTitle':
      return { job_title: change.value }
    case 'timeZone':
      return { time_zone: change.value }
    case 'lifecycleStage':
      return { lifecycle_stage: change.value }
    case 'address':
      return { address: change.value === null ? null : toJson(change.value), city: change.value?.city ?? null }
    case 'tags':
      return { tags: toJson(change.value) }
    case 'doNotCall':
      return { do_not_call: toFlag(change.value) }
    case 'recordingConsent':
      return { recording_consent: change.value === null ? null : toFlag(change.value) }
    default:
      return { [change.field]: change.value }
  }
}
