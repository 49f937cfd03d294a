import { makeNewCard } from '#shared/domain/desk/customer-preview.ts'
import type { OutboxItem } from '#shared/protocol/desk-port.ts'
import type { CustomerId } from '#shared/protocol/ids.ts'
import type { CustomerCard } from '#shared/protocol/view/customer.ts'
import { pendingOf } from './pending.ts'

/** The record of a customer created on this desk that central has not confirmed yet; null when there is none. */
export function makePendingCard(customerId: CustomerId, items: readonly OutboxItem[]): CustomerCard | null {
  const created = pendingOf(items, 'customer.create').find((one) => one.body.customerId === customerId)
  return created ? makeNewCard(created.body, created.writtenAt, (typed) => typed) : null
}
