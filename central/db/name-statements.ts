import type pg from 'pg'

/** feature_not_supported: "cached plan must not change result type" */
const CACHED_PLAN_CHANGED = '0A000'

type Named = { name: string; blind: boolean }

/** Statements that are built once and run again and again, by their text. */
const names = new Map<string, Named>()

/**
 * From now on PostgreSQL parses this text once per connection, and plans it once where it finds the plan as good as one
 * for the values. Only for texts of which there are a fixed number: a server keeps each until the connection ends.
 * `blind`: planned once whatever the values, for texts whose plan can only be one, but which PostgreSQL believes to be
 * dear as long as it does not see them (a range of an index under a limit).
 */
export function nameStatement(sql: string, { blind = false } = {}): void {
  if (!names.has(sql)) names.set(sql, { name: `ringdesk_${names.size + 1}`, blind })
}

/**
 * Lets a connection run named texts as prepared statements, whoever sends them. When the schema changed under it (a
 * newer node migrated), the first that notices fails, and from then on this connection plans each time.
 */
export function prepareNamed(client: pg.PoolClient): void {
  const query: (...all: unknown[]) => unknown = client.query.bind(client)
  let outdated = false
  /** how this connection plans just now; null: a transaction that may have changed it was undone */
  let blind: boolean | null = false
  let everSwitched = false
  const named = (text: unknown, values: unknown, ...rest: unknown[]) => {
    const known = typeof text === 'string' && !outdated ? names.get(text) : undefined
    const run = () => (known ? query({ name: known.name, text, values }, ...rest) : query(text, values, ...rest))
    if (everSwitched && typeof text === 'string' && text.startsWith('rollback')) blind = null
    // what has no values is planned alike either way
    const wanted = known ? known.blind : hasValues(values) ? false : blind
    const result = wanted === blind || wanted === null || rest.length > 0 ? run() : switchTo(wanted).then(run)
    return known && result instanceof Promise ? result.catch(noticeChange) : result
  }
  // one more round trip, when a connection goes from what is planned blindly to anything else, or back
  const switchTo = async (wanted: boolean) => {
    await query(`set plan_cache_mode = ${wanted ? 'force_generic_plan' : 'auto'}`)
    blind = wanted
    everSwitched = true
  }
  const noticeChange = (error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === CACHED_PLAN_CHANGED) outdated = true
    throw error
  }
  Object.assign(client, { query: named })
}

function hasValues(values: unknown): boolean {
  return Array.isArray(values) && values.length > 0
}
