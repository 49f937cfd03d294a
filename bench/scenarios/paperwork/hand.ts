import SQLite from 'better-sqlite3'
import pg from 'pg'

type Row = Record<string, unknown>
type RowsByTable = ReadonlyMap<string, Row[]>

/** A bare connection to central's database, each write one durable transaction. */
export type Hand = {
  read(table: string): Promise<Row[]>
  write(rows: RowsByTable): Promise<void>
  erase(rows: RowsByTable): Promise<void>
  close(): Promise<void>
}

export async function openHand(url: string): Promise<Hand> {
  return url.startsWith('sqlite:') ? openSqlite(url.slice('sqlite:'.length)) : openPostgres(url)
}

const keysOf = (row: Row) => ['id', 'command_id', 'user_id', 'seq'].filter((name) => name in row)
/** `id` alone names a row where there is one. */
const keyColumns = (row: Row) => {
  const [first = '', ...rest] = keysOf(row)
  return first === 'user_id' ? [first, ...rest] : [first]
}

function openSqlite(file: string): Hand {
  const db = new SQLite(file, { timeout: 30_000 })
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  // rows leave in any order: only what ours wrote is taken out, and it comes back
  db.pragma('foreign_keys = OFF')
  const statements = new Map<string, SQLite.Statement>()
  const prepare = (sql: string) => {
    const statement = statements.get(sql) ?? db.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  const write = db.transaction((rows: RowsByTable) => {
    for (const [table, list] of rows) {
      const columns = Object.keys(list[0] ?? {})
      if (columns.length === 0) continue
      const insert = prepare(
        `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
      )
      for (const row of list) insert.run(...Object.values(row))
    }
  })
  const erase = db.transaction((rows: RowsByTable) => {
    for (const [table, list] of rows) {
      for (const row of list) {
        const keys = keyColumns(row)
        prepare(`delete from ${table} where ${keys.map((key) => `${key} = ?`).join(' and ')}`).run(
          ...keys.map((key) => row[key]),
        )
      }
    }
  })
  return {
    read: async (table) => db.prepare<[], Row>(`select * from "${table}" order by rowid`).all(),
    write: async (rows) => write.immediate(rows),
    erase: async (rows) => erase.immediate(rows),
    close: async () => void db.close(),
  }
}

async function openPostgres(url: string): Promise<Hand> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`set session_replication_role = replica`)

  async function together(work: () => Promise<void>): Promise<void> {
    await client.query('begin')
    try {
      await work()
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      throw error
    }
  }

  return {
    read: async (table) => (await client.query<Row>(`select * from "${table}"`)).rows,
    write: (rows) =>
      together(async () => {
        for (const [table, list] of rows) {
          if (list.length === 0) continue
          await client.query({
            name: `write-${table}`,
            text: `insert into ${table} select * from json_populate_recordset(null::${table}, $1::json)`,
            values: [JSON.stringify(list)],
          })
        }
      }),
    erase: (rows) =>
      together(async () => {
        for (const [table, list] of rows) {
          if (list.length === 0) continue
          const keys = keyColumns(list[0] ?? {})
          const match = keys.map((key) => `t.${key} = gone.${key}`).join(' and ')
          const text = `delete from ${table} t using json_populate_recordset(null::${table}, $1::json) gone where ${match}`
          await client.query(text, [JSON.stringify(list)])
        }
      }),
    close: () => client.end(),
  }
}
