import { useInfiniteQuery } from '@tanstack/react-query'
import { useConsoleTools } from '#renderer/state/console-context.tsx'
import { askDesk, queryKey } from '#renderer/state/queries.ts'
import type { QueryAnswer, QueryParams, QueryResult } from '#shared/protocol/query/query.ts'

type PagedName = 'customer.timeline' | 'customer.orders'
type Page<T> = { rows: readonly T[]; more: boolean; before: number | null }

export type Paged<T> = {
  rows: T[]
  /** null until the first page is there */
  origin: { source: 'central' | 'desk'; asOf: number } | null
  error: Error | null
  hasMore: boolean
  loadingMore: boolean
  loadMore: () => void
  retry: () => void
}

const pageSize = 50

/** A list that is read page by page, each before the oldest row of the last one. */
export function usePagedQuery<N extends PagedName, T>(
  name: N,
  params: Omit<QueryParams<N>, 'limit' | 'before'>,
  read: (data: QueryResult<N>) => Page<T>,
): Paged<T> {
  const { backend } = useConsoleTools()
  const query = useInfiniteQuery({
    queryKey: [...queryKey(name, params), 'paged'],
    initialPageParam: null as number | null,
    queryFn: ({ pageParam }): Promise<QueryAnswer<N>> =>
      askDesk(backend.desk, name, { ...params, limit: pageSize, before: pageParam } as QueryParams<N>),
    getNextPageParam: (last) => {
      const page = read(last.data)
      return page.more ? page.before : null
    },
  })
  const pages = query.data?.pages ?? []
  const first = pages[0]
  return {
    rows: pages.flatMap((page) => [...read(page.data).rows]),
    origin: first ? { source: first.source, asOf: first.asOf } : null,
    error: query.error,
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  }
}
