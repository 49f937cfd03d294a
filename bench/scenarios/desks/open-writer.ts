import SQLite from 'better-sqlite3'
import pg from 'pg'
import type { DeskEvent } from '#shared/protocol/event/event.ts'
import { isMuted } from './make-leg-event.ts'
import { BENCH_LINE, type SeatedAgent } from './seat-agents.ts'

/** As many connections as central has. */
const CONNECTIONS = 10

/**
 * What central leaves behind of one fact of the line, written bare: the fact, the call it holds, the leg, the
 * agent's next number, the event. One durable transaction of prepared statements; answers the number.
 */
export type Writer = {
  write(seated: SeatedAgent, event: DeskEvent, mark: number, at: number): Promise<number>
  close(): Promise<void>
}

export async function openWriter(url: string): Promise<Writer> {
  return url.startsWith('sqlite:') ? openSqlite(url.slice('sqlite:'.length)) : openPostgres(url)
}

const texts = {
  fact: `insert into line_event (provider, key, received_at, call_id, kind, note) values ($1, $2, $3, $4, 'leg.up', null)`,
  call: 'update call set version = version + 1 where id = $1',
  leg: 'update leg set muted = $1, since = $2 where id = $3',
  seq: 'update agent set seq = seq + 1 where user_id = $1 returning seq',
  event: `insert into event_log (user_id, seq, at, type, body) values ($1, $2, $3, $4, $5)`,
} as const

function openSqlite(file: string): Writer {
  const db = new SQLite(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  const prepare = (sql: string) => db.prepare(sql.replaceAll(/\$\d/g, '?'))
  const [fact, call, leg, event] = [texts.fact, texts.call, texts.leg, texts.event].map(prepare)
  const seq = db.prepare<[string], { seq: number }>(texts.seq.replaceAll(/\$\d/g, '?'))
  const write = db.transaction((seated: SeatedAgent, body: DeskEvent, mark: number, at: number) => {
    fact?.run(BENCH_LINE, `bench-${mark}`, at, seated.callId)
    call?.run(seated.callId)
    leg?.run(isMuted(mark) ? 1 : 0, mark, seated.agentLegId)
    const next = seq.get(seated.user.userId)?.seq ?? Number.NaN
    event?.run(seated.user.userId, next, at, body.type, JSON.stringify(body))
    return next
  })
  return { write: async (...all) => write.immediate(...all), close: async () => void db.close() }
}

async function openPostgres(url: string): Promise<Writer> {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS })
  pool.on('error', () => {})
  const run = (client: pg.PoolClient, name: keyof typeof texts, values: unknown[]) =>
    client.query<{ seq: string }>({ name, text: texts[name], values })

  async function write(seated: SeatedAgent, body: DeskEvent, mark: number, at: number): Promise<number> {
    const client = await pool.connect()
    try {
      await client.query('begin')
      await run(client, 'fact', [BENCH_LINE, `bench-${mark}`, at, seated.callId])
      await run(client, 'call', [seated.callId])
      await run(client, 'leg', [isMuted(mark) ? 1 : 0, mark, seated.agentLegId])
      const { rows } = await run(client, 'seq', [seated.user.userId])
      const next = Number(rows[0]?.seq)
      await run(client, 'event', [seated.user.userId, next, at, body.type, JSON.stringify(body)])
      await client.query('commit')
      return next
    } finally {
      client.release()
    }
  }
  return { write, close: () => pool.end() }
}
