import { buildCard } from '#central/customers/build-card.ts'
import type { Answer } from './asker.ts'

export const readCard: Answer<'customer.card'> = async ({ db, now }, { customerId }) => ({
  card: await buildCard(db, customerId, now),
})
