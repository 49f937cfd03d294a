import SQLite from 'better-sqlite3'

/** An open database in memory and its way back to what it held at first. */
export type Recycled = { raw: SQLite.Database; reset(): void }

/**
 * Opens a copy of `template`. Worlds are many and short: to put the rows back costs a fraction of opening another copy
 * and preparing every statement on it again.
 */
export function openRecycled(template: Buffer): Recycled {
  const raw = new SQLite(template)
  raw.pragma('synchronous = OFF')
  raw.pragma('journal_mode = MEMORY')
  raw.exec(`attach ':memory:' as origin`)
  const tables = listTables(raw)
  for (const name of tables) raw.exec(`create table origin."${name}" as select * from main."${name}"`)
  const counts = raw.prepare(`select 1 from sqlite_master where name = 'sqlite_sequence'`).get() !== undefined
  const statements = tables.flatMap((name) => [
    raw.prepare(`delete from main."${name}"`),
    raw.prepare(`insert into main."${name}" select * from origin."${name}"`),
  ])
  if (counts) statements.push(raw.prepare('delete from main.sqlite_sequence'))
  return {
    raw,
    reset() {
      if (raw.inTransaction) raw.exec('rollback')
      raw.pragma('foreign_keys = OFF')
      raw.transaction(() => {
        for (const statement of statements) statement.run()
      })()
    },
  }
}

export function listTables(raw: SQLite.Database): string[] {
  return raw
    .prepare<[], { name: string }>(
      `select name from main.sqlite_master where type = 'table' and name not like 'sqlite_%' order by name`,
    )
    .all()
    .map(({ name }) => name)
}

/** Keeps what was given back, for the next world. */
export function createPool<T extends { recycle(): void }>(open: () => T) {
  const idle: T[] = []
  return {
    take: (): T => idle.pop() ?? open(),
    give(used: T): void {
      used.recycle()
      idle.push(used)
    },
  }
}
