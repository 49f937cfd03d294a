import { previewFavourites } from '#shared/domain/desk/preview-favourites.ts'
import type { CustomerId, InteractionId } from '#shared/protocol/ids.ts'
import type { QueryName, QueryParams, QueryResult } from '#shared/protocol/query/query.ts'
import type { InteractionView } from '#shared/protocol/view/customer.ts'
import { findCustomerOf } from './find-customer-of.ts'
import type { PendingWork, PreviewContext } from './pending.ts'
import { previewCard } from './preview-card.ts'
import { makeOpenInteraction, previewInteraction } from './preview-interaction.ts'
import { previewTasks } from './preview-tasks.ts'

/** One query with its parameters and its answer, tied together. */
export type Answered = { [N in QueryName]: { name: N; params: QueryParams<N>; data: QueryResult<N> } }[QueryName]

/**
 * Lays unconfirmed paperwork over an answer, wherever it came from. The console knows what is unconfirmed by the ids
 * in the desk's pending list.
 */
export function previewAnswer(answered: Answered, pending: readonly PendingWork[], context: PreviewContext): unknown {
  if (pending.length === 0) return answered.data
  const showInteraction = (view: InteractionView) => previewInteraction(view, pending, context)
  switch (answered.name) {
    case 'customer.card': {
      const { card } = answered.data
      return { card: card && previewCard(card, pending, context) }
    }
    case 'customer.timeline': {
      const { params, data } = answered
      const missing =
        params.before === null && (params.channel ?? 'call') === 'call'
          ? findMissing(answered.data.interactions, params.customerId, pending, context)
          : []
      return { ...data, interactions: [...missing, ...data.interactions].map(showInteraction) }
    }
    case 'interaction.get': {
      const { interaction } = answered.data
      return { ...answered.data, interaction: interaction && showInteraction(interaction) }
    }
    case 'interaction.search':
      return {
        interactions: answered.data.interactions.map((row) => ({
          ...row,
          interaction: showInteraction(row.interaction),
        })),
      }
    case 'calls.recent':
      return { calls: answered.data.calls.map((row) => ({ ...row, interaction: showInteraction(row.interaction) })) }
    case 'work.list': {
      const seen = new Set(
        pending.flatMap(({ body }) => (body.type === 'conflict.acknowledge' ? [body.conflictId] : [])),
      )
      return {
        tasks: previewTasks(answered.data.tasks, pending, context, () => true).filter((task) => task.status === 'open'),
        conflicts: answered.data.conflicts.filter((conflict) => !seen.has(conflict.conflictId)),
      }
    }
    case 'customer.tasks': {
      const { customerId } = answered.params
      return { tasks: previewTasks(answered.data.tasks, pending, context, (task) => task.customerId === customerId) }
    }
    case 'favourites.list': {
      const bodies = pending.map(({ body }) => body)
      return { ...answered.data, favourites: previewFavourites(answered.data.favourites, bodies) }
    }
    default:
      return answered.data
  }
}

/** Interactions of this customer that were written on here but that the answer does not have yet, newest first. */
function findMissing(
  shown: readonly InteractionView[],
  customerId: CustomerId,
  pending: readonly PendingWork[],
  context: PreviewContext,
): InteractionView[] {
  const written = new Set(
    pending.flatMap(({ body }): InteractionId[] =>
      body.type === 'interaction.note' || body.type === 'interaction.dispose' ? [body.interactionId] : [],
    ),
  )
  return [...written]
    .filter((interactionId) => readOwner(interactionId, pending, context) === customerId)
    .filter((interactionId) => !shown.some((view) => view.interactionId === interactionId))
    .flatMap((interactionId) => makeOpenInteraction(interactionId, context) ?? [])
    .sort((a, b) => b.startedAt - a.startedAt)
}

/** A link made here and not yet confirmed wins over what central said last. */
function readOwner(
  interactionId: InteractionId,
  pending: readonly PendingWork[],
  { projection }: PreviewContext,
): CustomerId | null {
  const link = pending.findLast(
    ({ body }) =>
      (body.type === 'interaction.link' || body.type === 'customer.create') && body.interactionId === interactionId,
  )
  if (link?.body.type === 'interaction.link' || link?.body.type === 'customer.create') return link.body.customerId
  return findCustomerOf(interactionId, projection)
}
