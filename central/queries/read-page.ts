/** One page of a list that runs back in time, and whether there is more behind it. */
export type Page<T> = { rows: T[]; more: boolean }

/**
 * Reads `limit` rows before a time, newest first. The next page begins before the last row's time, so rows of the
 * same millisecond are never split: a page may be a little longer than asked. `fetch` answers rows older than
 * `before`, not older than `from`, at most `count`; `timeOf` is what they are sorted by.
 */
export async function readPage<T>(
  request: { limit: number; before: number | null },
  fetch: (range: { before: number | null; from: number; count: number }) => Promise<T[]>,
  timeOf: (row: T) => number,
): Promise<Page<T>> {
  const { limit, before } = request
  const rows = await fetch({ before, from: 0, count: limit + 1 })
  const last = rows[limit - 1]
  const next = rows[limit]
  if (!last || !next) return { rows, more: false }
  if (timeOf(next) !== timeOf(last)) return { rows: rows.slice(0, limit), more: true }
  const time = timeOf(last)
  const alike = await fetch({ before: time + 1, from: time, count: MOST_ALIKE })
  return { rows: [...rows.filter((row) => timeOf(row) > time), ...alike], more: true }
}

/** More rows than this in one millisecond come from an import, not from work. */
const MOST_ALIKE = 1000
