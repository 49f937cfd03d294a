import type { Executor } from '#central/db/executor.ts'
import { answerQuery } from '#central/queries/answer-query.ts'
import type { CustomerId, UserId } from '#shared/protocol/ids.ts'
import { type QueryName, type QueryParams, type QueryResult, queries } from '#shared/protocol/query/query.ts'
import { NOW } from './customers.ts'

export const ann = { userId: 'ann' as UserId, role: 'agent' as const }
export const maya = { customerId: 'maya' as CustomerId }

/** Asks as Ann; the answer must have exactly the shape of the query's schema. */
export async function ask<N extends QueryName>(db: Executor, name: N, params: QueryParams<N>): Promise<QueryResult<N>> {
  const outcome = await answerQuery(db, ann, name, params, NOW)
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.refusal)}`)
  return queries[name].result.parse(outcome.value) as QueryResult<N>
}

export async function addUser(db: Executor, id: string, name: string): Promise<void> {
  const account = {
    login: id,
    password_hash: 'x',
    must_change_password: 0,
    role: 'agent',
    disabled: 0,
    created_at: NOW,
  } as const
  await db
    .insertInto('user')
    .values({ id, name, ...account, team_id: null, line: null, language: null })
    .execute()
}
