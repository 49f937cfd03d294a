import type { CustomerId } from '#shared/protocol/ids.ts'
import { findCustomerOf } from './preview/find-customer-of.ts'
import type { PendingWork, PreviewContext } from './preview/pending.ts'
import { type Answered, previewAnswer } from './preview/preview-answer.ts'
import { previewCard } from './preview/preview-card.ts'
import type { Store } from './store/open-store.ts'

/**
 * Confirmed paperwork leaves the preview; the cached record takes it in, so that it does not vanish from the screen
 * when central goes away before the record was read again. A cache: what cannot be placed is left for the next read.
 */
export function foldApplied(store: Store, work: PendingWork, context: PreviewContext, now: number): void {
  if (work.body.type === 'favourite.set') {
    const kept = store.answers.read('favourites.list', {})
    if (kept) store.answers.rewrite({ ...kept, data: previewAnswer(kept as Answered, [work], context) })
    return
  }
  const customerId = readCustomer(work, context)
  if (customerId === null) return
  const cached = store.cards.read(customerId, now)
  if (cached) store.cards.put(previewCard(cached.card, [work], context), cached.cachedAt)
  for (const answer of store.answers.listFor(customerId)) {
    const data = previewAnswer(answer as Answered, [work], context)
    store.answers.rewrite({ ...answer, data })
  }
}

function readCustomer({ body }: PendingWork, { projection }: PreviewContext): CustomerId | null {
  if ('customerId' in body) return body.customerId
  return 'interactionId' in body ? findCustomerOf(body.interactionId, projection) : null
}
