import type pg from 'pg'

/** feature_not_supported: "cached plan must not change result type" */
const CACHED_PLAN_CHANGED = '0A000'

/** Statements that are built once and run again and again, by their text. */
const names = new Map<string, string>()

/**
 * From now on PostgreSQL parses and plans this text once per connection. Only for texts of which there are a fixed
 * number: a server keeps each until the connection ends.
 */
export function nameStatement(sql: string): void {
  if (!names.has(sql)) names.set(sql, `ringdesk_${names.size + 1}`)
}

/**
 * Lets a connection run named texts as prepared statements, whoever sends them. When the schema changed under it (a
 * newer node migrated), the first that notices fails, and from then on this connection plans each time.
 */
export function prepareNamed(client: pg.PoolClient): void {
  const query: (...all: unknown[]) => unknown = client.query.bind(client)
  let outdated = false
  const named = (text: unknown, values: unknown, ...rest: unknown[]) => {
    const name = typeof text === 'string' && !outdated ? names.get(text) : undefined
    if (name === undefined) return query(text, values, ...rest)
    const result = query({ name, text, values }, ...rest)
    return result instanceof Promise ? result.catch(noticeChange) : result
  }
  const noticeChange = (error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === CACHED_PLAN_CHANGED) outdated = true
    throw error
  }
  Object.assign(client, { query: named })
}
