import type { Store } from '#main/store/open-store.ts'
import { summariseCard } from '#main/store/summarise-card.ts'
import { normalisePhone } from '#shared/domain/phone-number.ts'
import { termForEnding } from '#shared/domain/search/search-terms.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import type { CustomerId } from '#shared/protocol/ids.ts'
import type { QueryName, QueryParams, QueryResult, RecentCall } from '#shared/protocol/query/query.ts'
import type { Snapshot } from '#shared/protocol/snapshot.ts'
import type { Catalog } from '#shared/protocol/view/catalog.ts'
import { searchCards } from './search-cards.ts'

export interface DeskKnowledge {
  store: Pick<Store, 'cards' | 'answers'>
  projection: Snapshot
  catalog: Catalog | null
  now: number
}

type Told<N extends QueryName> = Outcome<{ asOf: number; data: QueryResult<N> }>
type Tellers = { [N in QueryName]: (know: DeskKnowledge, params: QueryParams<N>) => Told<N> }

/**
 * What this desk can say by itself: central's last answer to the same question, else what follows from the cached
 * card and the projection, else `central_unavailable`. An empty list is only given when it is known to be empty.
 */
export const tellers: Tellers = {
  'customer.search': ({ store, now }, { text, limit }) => tell(now, { hits: searchCards(store.cards, text, limit) }),
  'customer.card': (know, { customerId }) => {
    const cached = know.store.cards.read(customerId, know.now)
    return cached ? tell(cached.cachedAt, { card: cached.card }) : away()
  },
  'customer.timeline': (know, params) =>
    kept(know, 'customer.timeline', params) ??
    fromCard(know, params.customerId, ({ recentInteractions, profile }) => {
      const fitting = recentInteractions.filter(
        (view) =>
          (params.channel === null || view.channel === params.channel) &&
          (params.before === null || view.startedAt < params.before),
      )
      const more = fitting.length > params.limit || profile.counts.interactions > recentInteractions.length
      return { interactions: fitting.slice(0, params.limit), more }
    }),
  'customer.orders': (know, params) =>
    kept(know, 'customer.orders', params) ??
    fromCard(know, params.customerId, ({ recentOrders, profile }) => {
      const fitting = recentOrders.filter((order) => params.before === null || order.placedAt < params.before)
      const more = fitting.length > params.limit || profile.counts.orders > recentOrders.length
      return { orders: fitting.slice(0, params.limit), more }
    }),
  'customer.cases': (know, params) => kept(know, 'customer.cases', params) ?? away(),
  'customer.opportunities': (know, params) => kept(know, 'customer.opportunities', params) ?? away(),
  'customer.files': (know, params) => kept(know, 'customer.files', params) ?? away(),
  'customer.tasks': (know, params) => {
    const mine = know.projection.tasks.filter((task) => task.customerId === params.customerId)
    return kept(know, 'customer.tasks', params) ?? tell(know.projection.takenAt, { tasks: mine })
  },
  'caller.match': (know, { number }) => {
    const e164 = normalisePhone(number, know.catalog?.defaultRegion ?? 'US')?.e164
    if (!e164) return tell(know.now, { candidates: [] })
    const ending = termForEnding(e164)
    const rows = know.store.cards.findByTerm(ending.slice(0, 10), 20).filter((row) => row.kind === 'phone')
    const candidates = rows.flatMap(({ customerId }) => {
      const card = know.store.cards.read(customerId, know.now)?.card
      if (!card) return []
      const exact = card.profile.phones.some((phone) => phone.e164 === e164)
      return [{ reason: exact ? 'exact_number' : 'last9', customer: summariseCard(card) }]
    })
    return tell(know.now, { candidates: candidates.sort((a, b) => a.reason.localeCompare(b.reason)) })
  },
  'interaction.get': (know, params) => kept(know, 'interaction.get', params) ?? away(),
  'interaction.search': (know, { text, limit }) => {
    const hits = searchCards(know.store.cards, text, limit)
    const rows = hits.flatMap(({ customer }): RecentCall[] => {
      const card = know.store.cards.read(customer.customerId, know.now)?.card
      return (card?.recentInteractions ?? []).map((interaction) => ({
        interaction,
        customerId: customer.customerId,
        customerName: customer.name,
        number: customer.phone,
      }))
    })
    const newest = rows.sort((a, b) => b.interaction.startedAt - a.interaction.startedAt).slice(0, limit)
    return tell(know.now, { interactions: newest })
  },
  'work.list': (know) => {
    const last = kept(know, 'work.list', {})
    const conflicts = last?.ok ? last.value.data.conflicts : []
    return tell(know.projection.takenAt, { tasks: know.projection.tasks, conflicts })
  },
  'calls.recent': (know, params) => kept(know, 'calls.recent', params) ?? away(),
  'transfer.directory': away,
  'contact.search': away,
  'favourites.list': (know, params) => kept(know, 'favourites.list', params) ?? away(),
  'dialling.check': away,
  'recording.get': away,
  'floor.live': away,
  // a secret of the line's: asked for anew each time, kept nowhere
  'phone.credentials': away,
  catalog: ({ catalog, now }) => (catalog ? tell(now, catalog) : away()),
}

function tell<T>(asOf: number, data: T): Outcome<{ asOf: number; data: T }> {
  return accept({ asOf, data })
}

function away() {
  return refuse('central_unavailable')
}

/** Kept answers were checked against the query's schema when central gave them. */
function kept<N extends QueryName>({ store }: DeskKnowledge, name: N, params: QueryParams<N>): Told<N> | null {
  const answer = store.answers.read(name, params)
  return answer ? tell(answer.asOf, answer.data as QueryResult<N>) : null
}

function fromCard<T>(
  { store, now }: DeskKnowledge,
  customerId: CustomerId,
  read: (card: NonNullable<ReturnType<typeof store.cards.read>>['card']) => T,
): Outcome<{ asOf: number; data: T }> {
  const cached = store.cards.read(customerId, now)
  return cached ? tell(cached.cachedAt, read(cached.card)) : away()
}
