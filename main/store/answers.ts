import type { Database } from 'better-sqlite3'
import type { CustomerId } from '#shared/protocol/ids.ts'
import type { QueryName } from '#shared/protocol/query/query.ts'

const ANSWERS_KEPT = 5000

export interface KeptAnswer {
  name: QueryName
  params: unknown
  asOf: number
  data: unknown
}

/** Central's last answers, word for word: what the desk says when central is away. A cache. */
export interface Answers {
  keep(answer: KeptAnswer, customerId: CustomerId | null): void
  read(name: QueryName, params: unknown): KeptAnswer | null
  listFor(customerId: CustomerId): KeptAnswer[]
  rewrite(answer: KeptAnswer): void
}

type Row = { name: string; params: string; as_of: number; body: string }

export function createAnswers(db: Database): Answers {
  const upsert = db.prepare(
    `insert into answer (name, params, customer_id, as_of, body) values (?, ?, ?, ?, ?)
     on conflict (name, params) do update set as_of = excluded.as_of, body = excluded.body`,
  )
  const select = db.prepare<[string, string], Row>('select * from answer where name = ? and params = ?')
  const forCustomer = db.prepare<[string], Row>('select * from answer where customer_id = ?')
  const update = db.prepare('update answer set body = ? where name = ? and params = ?')
  const count = db.prepare<[], { answers: number }>('select count(*) as answers from answer')
  // `+?`: at a bare one SQLite would look, and plan again at every run
  const evict = db.prepare(
    'delete from answer where (name, params) in (select name, params from answer order by as_of limit +?)',
  )
  return {
    keep: db.transaction((answer: KeptAnswer, customerId: CustomerId | null) => {
      upsert.run(answer.name, writeParams(answer.params), customerId, answer.asOf, JSON.stringify(answer.data))
      const over = (count.get()?.answers ?? 0) - ANSWERS_KEPT
      if (over > 0) evict.run(over)
    }),
    read(name, params) {
      const row = select.get(name, writeParams(params))
      return row ? readRow(row) : null
    },
    listFor: (customerId) => forCustomer.all(customerId).map(readRow),
    rewrite: (answer) => {
      update.run(JSON.stringify(answer.data), answer.name, writeParams(answer.params))
    },
  }
}

function readRow(row: Row): KeptAnswer {
  return { name: row.name as QueryName, params: JSON.parse(row.params), asOf: row.as_of, data: JSON.parse(row.body) }
}

/** Parsed parameters always list their keys in the order of the schema, so equal ones are equal text. */
function writeParams(params: unknown): string {
  return JSON.stringify(params)
}
