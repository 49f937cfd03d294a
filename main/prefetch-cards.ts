import { z } from 'zod'
import type { Snapshot } from '#shared/protocol/snapshot.ts'
import { CustomerCard } from '#shared/protocol/view/customer.ts'
import type { Link } from './link/link-ports.ts'
import { type AnswerKeeper, listTaskCustomers } from './queries/keep-answers.ts'
import type { Store } from './store/open-store.ts'

const MOST = 50
const Answer = z.object({ card: CustomerCard.nullable() })

/** Fetches the customers of the agent's tasks, one after the other, so that assigned work can be done offline. */
export async function prefetchCards(
  tools: { link: Link; store: Store; keeper: AnswerKeeper; now(): number; isOpen(): boolean },
  projection: Snapshot,
): Promise<void> {
  for (const customerId of listTaskCustomers(projection.tasks).slice(0, MOST)) {
    if (!tools.isOpen()) return
    if (tools.store.cards.read(customerId, tools.now())) continue
    const answer = await tools.link.query('customer.card', { customerId })
    if (!answer.ok) return
    const parsed = Answer.safeParse(answer.data)
    if (parsed.data?.card) tools.keeper.card(parsed.data.card, answer.asOf)
  }
}
