import type { Database } from 'better-sqlite3'

/** Together with the age, the bounds of what is kept: about a week of the busiest agent, and never a disk full. */
const COMMANDS_KEPT = 50_000
const BYTES_KEPT = 64 * 1024 * 1024
/** Bytes are counted whenever this part of them was added, so they may be passed by as much. */
const COUNTED_EVERY = 10

type Size = { commands: number; bytes: number }
type Kept = { place: number; at: number; bytes: number }

/**
 * Commands that central has acknowledged, kept for as long as central might be set back to a backup that lacks them.
 * Not part of the outbox: nothing here is waiting, unless `returnAll` puts it back.
 */
export interface Acknowledged {
  /** takes waiting commands out of the outbox and keeps them here; within a transaction of the caller's */
  keep(commandIds: readonly string[], at: number): void
  /** drops what was acknowledged before `before`, and the oldest beyond the bounds */
  prune(before: number): void
  dropAll(): void
  /** all of them to the outbox again, with their ids and numbers; how many */
  returnAll(): number
  /** numbers them from 1, for a new device id; the highest number given */
  renumber(): number
  count(): number
}

export function createAcknowledged(
  db: Database,
  bounds: Size = { commands: COMMANDS_KEPT, bytes: BYTES_KEPT },
): Acknowledged {
  // Out of the one before they are put into the other: the pages that become free are used again in the same
  // transaction, and are encrypted and written once instead of twice.
  db.exec(`create temp table if not exists moved (
    n integer primary key, command_id text not null, written_at integer not null, bytes integer not null, body text not null
  )`)
  const take = db.prepare<[string]>(
    `insert into temp.moved select n, command_id, written_at, octet_length(body), body
     from outbox where command_id in (select value from json_each(?))`,
  )
  const takeOut = db.prepare('delete from outbox where n in (select n from temp.moved)')
  const put = db.prepare<[number]>(
    `insert or replace into acknowledged (n, command_id, written_at, acknowledged_at, bytes, body)
     select n, command_id, written_at, ?, bytes, body from temp.moved order by n`,
  )
  const movedBytes = db.prepare<[], { bytes: number }>('select total(bytes) as bytes from temp.moved')
  const forgetMoved = db.prepare('delete from temp.moved')
  // the order in which they were acknowledged: what is let go goes from the front, and nothing behind is read for it
  const oldest = db.prepare<[], Kept>(
    'select rowid as place, acknowledged_at as at, bytes from acknowledged order by rowid',
  )
  const dropUpTo = db.prepare('delete from acknowledged where rowid <= ?')
  const drop = db.prepare('delete from acknowledged')
  const dropBelow = db.prepare<[number]>(
    'delete from acknowledged where rowid <= (select max(rowid) from acknowledged) - ?',
  )
  const count = db.prepare<[], { commands: number }>('select count(*) as commands from acknowledged')
  const total = db.prepare<[], { bytes: number }>('select total(bytes) as bytes from acknowledged')
  const putBack = db.prepare(
    `insert into outbox (n, command_id, written_at, body)
     select n, command_id, written_at, body from acknowledged where true on conflict do nothing`,
  )
  const ids = db.prepare<[], { n: number; command_id: string }>('select n, command_id from acknowledged')
  const setNumber = db.prepare('update acknowledged set n = ? where command_id = ?')

  /**
   * How many bytes may come before they are counted again: asked at every answer, reading all rows each time would be
   * dear. Reckoned without what is dropped here, so a transaction that rolls back makes it count early, never late.
   */
  let room = -1

  function dropBeyondBounds(): void {
    // places are given one after the other, so there are never more rows than places
    dropBelow.run(bounds.commands)
    if (room >= 0) return
    let bytes = total.get()?.bytes ?? 0
    room = Math.max(bounds.bytes / COUNTED_EVERY, bounds.bytes - bytes)
    let upTo: number | null = null
    for (const row of oldest.iterate()) {
      if (bytes <= bounds.bytes) break
      bytes -= row.bytes
      upTo = row.place
    }
    if (upTo !== null) dropUpTo.run(upTo)
  }

  function dropOlderThan(before: number): void {
    let upTo: number | null = null
    for (const row of oldest.iterate()) {
      if (row.at >= before) break
      upTo = row.place
    }
    if (upTo !== null) dropUpTo.run(upTo)
  }

  return {
    keep(commandIds, at) {
      take.run(JSON.stringify(commandIds))
      takeOut.run()
      put.run(at)
      room -= movedBytes.get()?.bytes ?? 0
      forgetMoved.run()
    },
    prune(before) {
      dropBeyondBounds()
      dropOlderThan(before)
    },
    dropAll: () => void drop.run(),
    returnAll() {
      const { changes } = putBack.run()
      drop.run()
      return changes
    },
    renumber() {
      const rows = ids.all().sort((a, b) => a.n - b.n)
      for (const [index, row] of rows.entries()) setNumber.run(index + 1, row.command_id)
      return rows.length
    },
    count: () => count.get()?.commands ?? 0,
  }
}
