import type { z } from 'zod'
import { readDefaultRegion } from '#central/catalog/read-catalog.ts'
import type { Executor } from '#central/db/executor.ts'
import { maskTexts } from '#shared/domain/cards/mask-texts.ts'
import { scopeOf } from '#shared/domain/rights.ts'
import type { Role } from '#shared/protocol/agent-state.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import { type QueryName, type QueryParams, type QueryResult, queries } from '#shared/protocol/query/query.ts'
import { answers } from './answers.ts'
import type { Asker } from './asker.ts'
import { queryRights } from './query-rights.ts'

/**
 * Answers one query: parses its parameters (`bad_request` names the first wrong one), checks the asker's rights
 * (`forbidden`), reads. The result has the shape of the query's schema. `region`: the site's country, when the caller
 * knows it; else it is read from the database by the queries that need it.
 */
export async function answerQuery(
  db: Executor,
  user: { userId: UserId; role: z.infer<typeof Role> },
  name: QueryName,
  params: unknown,
  now: number,
  region: string | null = null,
): Promise<Outcome<unknown>> {
  const parsed = queries[name].params.safeParse(params)
  if (!parsed.success) return refuse('bad_request', { field: nameField(parsed.error) })
  if (scopeOf(user.role, queryRights[name]) === null) return refuse('forbidden')
  const readRegion = async (one: Executor) => region ?? readDefaultRegion(one)
  return accept(await run({ db, ...user, now, readRegion }, name, maskTexts(queries[name].params, parsed.data)))
}

/** `params` were parsed by this very query's schema. */
function run<N extends QueryName>(asker: Asker, name: N, params: unknown): Promise<QueryResult<N>> {
  return answers[name](asker, params as QueryParams<N>)
}

function nameField(error: z.ZodError): string {
  return error.issues[0]?.path.join('.').slice(0, 200) ?? ''
}
