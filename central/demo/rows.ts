import type { Insertable } from 'kysely'
import { insertInBulk } from '#central/db/bulk-insert.ts'
import type { Executor } from '#central/db/executor.ts'
import type { Database } from '#central/db/schema.ts'

type Table = keyof Database & string

/** Rows on their way into the database, by table. */
export type Rows = {
  add<T extends Table>(table: T, ...rows: Insertable<Database[T]>[]): void
  /** inserts everything collected so far and starts again empty */
  write(tx: Executor): Promise<void>
}

export function createRows(): Rows {
  const sets = new Map<Table, object[]>()
  return {
    add(table, ...rows) {
      const set = sets.get(table)
      if (set) set.push(...rows)
      else sets.set(table, rows)
    },
    async write(tx) {
      for (const [table, rows] of sets) await insertInBulk(tx, table, rows as never)
      sets.clear()
    },
  }
}
