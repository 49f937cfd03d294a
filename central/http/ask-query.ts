import type { SessionUser } from '#central/auth/sessions.ts'
import type { QueryName, QueryParams, QueryResult } from '#shared/protocol/query/query.ts'
import type { HttpParts } from './http-parts.ts'
import { unwrap } from './refusal-error.ts'

/** The desks' queries for REST: a refusal becomes the answer of the request. The route's schema checks the result. */
export function createQueryDoor({ answerQuery }: Pick<HttpParts, 'answerQuery'>) {
  return async <N extends QueryName>(user: SessionUser, name: N, params: QueryParams<N>): Promise<QueryResult<N>> =>
    unwrap(await answerQuery(user, name, params)) as QueryResult<N>
}
