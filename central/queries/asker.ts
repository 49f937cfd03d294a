import type { z } from 'zod'
import type { Executor } from '#central/db/executor.ts'
import type { Role } from '#shared/protocol/agent-state.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import type { QueryName, QueryParams, QueryResult } from '#shared/protocol/query/query.ts'

/** Who asks, of which database, and when. */
export type Asker = {
  db: Executor
  userId: UserId
  role: z.infer<typeof Role>
  now: number
  /** the country of numbers typed without one; takes the connection that the query holds */
  readRegion(db: Executor): Promise<string>
}

/** One query: parameters already parsed, rights already checked. */
export type Answer<N extends QueryName> = (asker: Asker, params: QueryParams<N>) => Promise<QueryResult<N>>
