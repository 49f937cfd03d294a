import { makeNewCard } from '#shared/domain/desk/customer-preview.ts'
import { readNumberIn } from './preview/read-number.ts'
import type { Store } from './store/open-store.ts'

/** Customers made at this desk whom central has not heard of: a repaired store has them in its outbox only. */
export function rebuildNewCards(store: Store, region: string): void {
  for (const { writtenAt, body } of store.outbox.listBodies()) {
    if (body.type !== 'customer.create' || store.cards.read(body.customerId, writtenAt) !== null) continue
    store.cards.put(makeNewCard(body, writtenAt, readNumberIn(region)), writtenAt)
  }
}
