import { toFlag } from '#central/db/columns.ts'
import type { Executor } from '#central/db/executor.ts'
import { readEnding } from '#shared/domain/phone-number.ts'
import type { Phone } from './read-phones.ts'

/** One phone as its row, endings included; also for bulk loads. */
export function toPhoneRow(customerId: string, phone: Phone) {
  return {
    customer_id: customerId,
    e164: phone.e164,
    label: phone.label,
    is_primary: toFlag(phone.primary),
    last9: readEnding(phone.e164, 9),
    last7: readEnding(phone.e164, 7),
  }
}

export async function replacePhones(tx: Executor, customerId: string, phones: readonly Phone[]): Promise<void> {
  await tx.deleteFrom('customer_phone').where('customer_id', '=', customerId).execute()
  await insertPhones(tx, customerId, phones)
}

export async function insertPhones(tx: Executor, customerId: string, phones: readonly Phone[]): Promise<void> {
  if (phones.length === 0) return
  await tx
    .insertInto('customer_phone')
    .values(phones.map((phone) => toPhoneRow(customerId, phone)))
    .execute()
}
