import { previewProfile } from '#shared/domain/desk/customer-preview.ts'
import type { CustomerCard } from '#shared/protocol/view/customer.ts'
import type { PendingWork, PreviewContext } from './pending.ts'
import { previewInteraction } from './preview-interaction.ts'
import { readNumberIn } from './read-number.ts'

/** The card as it will read once central has applied what is pending. */
export function previewCard(
  card: CustomerCard,
  pending: readonly PendingWork[],
  context: PreviewContext,
): CustomerCard {
  const changes = pending.flatMap(({ body }) =>
    body.type === 'customer.update' && body.customerId === card.profile.customerId ? body.changes : [],
  )
  return {
    ...card,
    profile: previewProfile(card.profile, changes, readNumberIn(context.region)),
    recentInteractions: card.recentInteractions.map((view) => previewInteraction(view, pending, context)),
  }
}
