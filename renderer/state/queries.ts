import { QueryClient, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { maskTexts } from '#shared/domain/cards/mask-texts.ts'
import type { Desk } from '#shared/protocol/desk-port.ts'
import {
  type QueryAnswer,
  type QueryName,
  type QueryParams,
  type QueryResult,
  queries,
} from '#shared/protocol/query/query.ts'
import { boundQueries } from './bound-queries.ts'
import { useConsoleTools } from './console-context.tsx'
import { RefusalError } from './refusal-error.ts'

/** Whom one talked to a moment ago is there at once; a customer's card is some 6 kB. */
const MOST_IDLE = 30

export function makeQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      // the desk answers offline as well, from its own store; a refusal does not get better by asking again
      queries: { networkMode: 'always', retry: false, staleTime: 30_000, refetchOnWindowFocus: false },
    },
  })
  boundQueries(client, MOST_IDLE)
  return client
}

/** What the list of an agent's last calls asks; who asks the same finds its answer. */
export const RECENT_CALLS: QueryParams<'calls.recent'> = { limit: 12 }

export const queryKey = (name: QueryName, params: unknown) => ['desk', name, params] as const

/** Asks the desk. Throws `RefusalError` when it says no. */
export async function askDesk<N extends QueryName>(
  desk: Pick<Desk, 'query'>,
  name: N,
  params: QueryParams<N>,
): Promise<QueryAnswer<N>> {
  // what is searched for may be typed or pasted by mistake
  const answer = await desk.query(name, maskTexts(queries[name].params, params))
  if (!answer.ok) throw new RefusalError(answer.refusal)
  const data = queries[name].result.parse(answer.data) as QueryResult<N>
  return { source: answer.source, asOf: answer.asOf, data }
}

/** A query of the desk, cached by its parameters and refreshed when a notice says that it may have changed. */
export function useDeskQuery<N extends QueryName>(
  name: N,
  params: QueryParams<N>,
  options: { enabled?: boolean; keepPrevious?: boolean; everyMs?: number } = {},
): UseQueryResult<QueryAnswer<N>, Error> {
  const { backend } = useConsoleTools()
  return useQuery<QueryAnswer<N>, Error>({
    queryKey: queryKey(name, params),
    queryFn: () => askDesk(backend.desk, name, params),
    enabled: options.enabled ?? true,
    ...(options.everyMs === undefined ? {} : { refetchInterval: options.everyMs, staleTime: options.everyMs }),
    ...(options.keepPrevious === true ? { placeholderData: (previous: QueryAnswer<N> | undefined) => previous } : {}),
  })
}
