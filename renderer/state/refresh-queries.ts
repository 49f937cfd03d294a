import type { QueryClient } from '@tanstack/react-query'
import type { DeskNotice } from '#shared/protocol/desk-port.ts'
import type { DeskEvent } from '#shared/protocol/event/event.ts'
import type { QueryAnswer, QueryName } from '#shared/protocol/query/query.ts'
import type { CustomerCard } from '#shared/protocol/view/customer.ts'
import { queryKey } from './queries.ts'

const records: QueryName[] = [
  'customer.card',
  'customer.timeline',
  'interaction.get',
  'calls.recent',
  'interaction.search',
]

const touched: Record<DeskEvent['type'], QueryName[]> = {
  'agent.state-changed': [],
  'call.offered': [],
  'offer.ended': [],
  'call.answered': [],
  'call.dialed': [],
  'leg.changed': [],
  'call.consult-changed': [],
  'call.monitor-changed': [],
  'call.recording-changed': [],
  'call.left': records,
  'call.ended': records,
  'wrap-up.started': [],
  'wrap-up.extended': [],
  'wrap-up.finished': records,
  'interaction.linked': records,
  'task.changed': ['work.list', 'customer.tasks', 'customer.card'],
  'conflict.found': ['work.list', 'customer.card'],
}

/** Which cached answers a notice puts in doubt. A card that travels with an event is kept as the fresh answer. */
export function makeQueryRefresher(client: QueryClient): (notice: DeskNotice) => void {
  let unsynced = 0
  let online = true
  const refresh = (names: readonly QueryName[]) => {
    for (const name of names) void client.invalidateQueries({ queryKey: ['desk', name] })
  }
  return (notice) => {
    if (notice.kind === 'event') {
      const { event, attached, at } = notice.delivered
      refresh(touched[event.type])
      const match = attached?.ring?.match
      const card = attached?.card ?? (match?.kind === 'known' ? match.card : undefined)
      if (card !== undefined) keepCard(client, card, at)
    }
    if (notice.kind === 'sync') {
      // fewer waiting: central took some of it, records changed there
      if (notice.sync.waiting < unsynced) void client.invalidateQueries({ queryKey: ['desk'] })
      unsynced = notice.sync.waiting
    }
    if (notice.kind === 'link') {
      if (notice.link.kind === 'online' && !online) void client.invalidateQueries({ queryKey: ['desk'] })
      online = notice.link.kind === 'online'
    }
  }
}

/** The ring brings the whole card: the customer panel finds it as if it had just asked. */
export function keepCard(client: QueryClient, card: CustomerCard, asOf: number): void {
  const answer: QueryAnswer<'customer.card'> = { source: 'central', asOf, data: { card } }
  client.setQueryData(queryKey('customer.card', { customerId: card.profile.customerId }), answer)
}
