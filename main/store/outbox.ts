import type { Database } from 'better-sqlite3'
import { Paperwork, type PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { OutboxItem } from '#shared/protocol/desk-port.ts'
import type { Refusal } from '#shared/protocol/error.ts'
import type { CommandId } from '#shared/protocol/ids.ts'
import { createAcknowledged } from './acknowledged.ts'

type Row = { n: number; command_id: string; written_at: number; attempts: number; body: string }
/** A row without its body, which is long and mostly known. */
type Head = Omit<Row, 'body'> & { bytes: number }
const HEAD = 'n, command_id, written_at, attempts, octet_length(body) as bytes'
type RejectedRow = Row & { rejected_at: number; refusal: string }

/** Paperwork on its way to central. Numbers are this device's, without gaps, and never used twice. */
export interface Outbox {
  add(entries: readonly { commandId: string; body: PaperworkBody }[], at: number): void
  /** the oldest commands above this number that fit; always at least one when any waits */
  readBatch(maxCount: number, maxBytes: number, above?: number): Paperwork[]
  /** null: nothing waits */
  oldestN(): number | null
  /** those of these that wait, in the order they were written */
  readWaiting(commandIds: readonly CommandId[]): Paperwork[]
  /** central has them: they leave the outbox, and are kept aside until `forgetAcknowledged` lets them go */
  acknowledge(commandIds: readonly CommandId[], at: number): void
  /** lets go of what was acknowledged before this time, and of the oldest beyond the bounds */
  forgetAcknowledged(before: number): void
  /** central was set back: everything acknowledged waits again, ids and numbers unchanged; how many */
  sendAgain(): number
  /** central is another one altogether: what was acknowledged is no business of its */
  dropAcknowledged(): void
  countAcknowledged(): number
  /** central will never take it as it is: to the list the agent sees, out of the way of the others */
  reject(commandId: CommandId, refusal: Refusal, at: number): void
  countAttempt(commandIds: readonly CommandId[]): void
  /** takes a refused command off the list; null when it is not there */
  takeRejected(commandId: CommandId): PaperworkBody | null
  /** refused ones, then the newest `limit` waiting ones, in the order they were written */
  list(limit: number): OutboxItem[]
  /** every waiting body, oldest first: what the preview is drawn from */
  listBodies(): readonly { commandId: CommandId; writtenAt: number; body: PaperworkBody }[]
  count(): { waiting: number; rejected: number }
  highestN(): number
  /** numbers the acknowledged and the waiting commands from 1 again, in order, for a new device id; their ids stay */
  renumber(): void
}

export function createOutbox(db: Database): Outbox {
  const insert = db.prepare('insert into outbox (command_id, written_at, body) values (?, ?, ?)')
  const oldest = db.prepare<[], Row>('select * from outbox order by n')
  // `+?`: at a bare one SQLite would look, and plan again at every run
  const oldestAbove = db.prepare<[number, number], Head>(`select ${HEAD} from outbox where n > +? order by n limit +?`)
  const bodyOf = db.prepare<[number], { body: string }>('select body from outbox where n = ?')
  const lowest = db.prepare<[], { n: number | null }>('select min(n) as n from outbox')
  const newest = db.prepare<[number], Head>(`select ${HEAD} from outbox order by n desc limit +?`)
  const one = db.prepare<[string], Row>('select * from outbox where command_id = ?')
  const some = db.prepare<[string], Row>(
    'select * from outbox where command_id in (select value from json_each(?)) order by n',
  )
  const remove = db.prepare('delete from outbox where command_id = ?')
  const attempt = db.prepare('update outbox set attempts = attempts + 1 where command_id = ?')
  const addRejected = db.prepare(
    'insert or replace into rejected (command_id, n, written_at, attempts, body, rejected_at, refusal) values (?, ?, ?, ?, ?, ?, ?)',
  )
  const allRejected = db.prepare<[], RejectedRow>('select * from rejected order by written_at, n')
  const oneRejected = db.prepare<[string], RejectedRow>('select * from rejected where command_id = ?')
  const removeRejected = db.prepare('delete from rejected where command_id = ?')
  const counts = db.prepare<[], { waiting: number; rejected: number }>(
    'select (select count(*) from outbox) as waiting, (select count(*) from rejected) as rejected',
  )
  const sequence = db.prepare<[], { seq: number }>(`select seq from sqlite_sequence where name = 'outbox'`)
  const setSequence = db.prepare(`insert into sqlite_sequence (name, seq) values ('outbox', ?)`)
  const acknowledged = createAcknowledged(db)

  /** Read for every query's preview; a week offline holds thousands. Forgotten at every change. */
  let bodies: Paperwork[] | null = null

  /** What waits is read again for every notice and then pushed: a body never changes, so it is read and checked once. */
  const checked = new Map<string, Paperwork>()
  function readPaperwork(row: Head | Row): Paperwork {
    const known = checked.get(row.command_id)
    if (known?.writtenAt === row.written_at) return known.n === row.n ? known : { ...known, n: row.n }
    const command = parsePaperwork('body' in row ? row : { ...row, body: bodyOf.get(row.n)?.body ?? '' })
    checked.set(row.command_id, command)
    return command
  }

  return {
    add: (entries, at) => {
      bodies = null
      for (const { commandId, body } of entries) insert.run(commandId, at, JSON.stringify(body))
    },
    readBatch(maxCount, maxBytes, above = 0) {
      const batch: Paperwork[] = []
      let bytes = 0
      for (const row of oldestAbove.all(above, maxCount)) {
        // ids and numbers around a body take under 200 bytes
        bytes += row.bytes + 200
        if (batch.length > 0 && bytes > maxBytes) break
        batch.push(readPaperwork(row))
      }
      return batch
    },
    oldestN: () => lowest.get()?.n ?? null,
    readWaiting: (commandIds) => some.all(JSON.stringify(commandIds)).map(readPaperwork),
    // a batch at a time: row by row costs ten times as much
    acknowledge: db.transaction((commandIds: readonly CommandId[], at: number) => {
      bodies = null
      for (const commandId of commandIds) checked.delete(commandId)
      acknowledged.keep(commandIds, at)
    }),
    forgetAcknowledged: (before) => acknowledged.prune(before),
    sendAgain: db.transaction(() => {
      bodies = null
      return acknowledged.returnAll()
    }),
    dropAcknowledged: () => acknowledged.dropAll(),
    countAcknowledged: () => acknowledged.count(),
    reject: db.transaction((commandId: CommandId, refusal: Refusal, at: number) => {
      const row = one.get(commandId)
      if (!row) return
      bodies = null
      addRejected.run(row.command_id, row.n, row.written_at, row.attempts + 1, row.body, at, JSON.stringify(refusal))
      remove.run(commandId)
      checked.delete(commandId)
    }),
    countAttempt: db.transaction((commandIds: readonly CommandId[]) => {
      for (const commandId of commandIds) attempt.run(commandId)
    }),
    takeRejected(commandId) {
      const row = oneRejected.get(commandId)
      if (!row) return null
      removeRejected.run(commandId)
      return parsePaperwork(row).body
    },
    list(limit) {
      const rejected = allRejected.all().map((row) =>
        OutboxItem.parse({
          ...parsePaperwork(row),
          attempts: row.attempts,
          state: { kind: 'rejected', at: row.rejected_at, refusal: JSON.parse(row.refusal) },
        }),
      )
      const waiting = newest.all(limit).reverse()
      const items = waiting.map((row) => ({
        ...readPaperwork(row),
        attempts: row.attempts,
        state: { kind: 'waiting' as const },
      }))
      return [...rejected, ...items]
    },
    listBodies() {
      bodies ??= oldest.all().map((row) => readPaperwork(row))
      return bodies
    },
    count: () => counts.get() ?? { waiting: 0, rejected: 0 },
    highestN: () => sequence.get()?.seq ?? 0,
    renumber: db.transaction(() => {
      bodies = null
      const rows = oldest.all()
      db.exec(`delete from outbox; delete from sqlite_sequence where name = 'outbox'`)
      setSequence.run(acknowledged.renumber())
      const again = db.prepare('insert into outbox (command_id, written_at, attempts, body) values (?, ?, ?, ?)')
      for (const row of rows) again.run(row.command_id, row.written_at, row.attempts, row.body)
    }),
  }
}

function parsePaperwork(row: Row): Paperwork {
  return Paperwork.parse({
    commandId: row.command_id,
    n: row.n,
    writtenAt: row.written_at,
    body: JSON.parse(row.body),
  })
}
