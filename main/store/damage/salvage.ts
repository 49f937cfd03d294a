import type { Database } from 'better-sqlite3'
import { Paperwork } from '#shared/protocol/command/paperwork.ts'
import { Draft, type SalvageReport } from '#shared/protocol/desk-port.ts'
import { Refusal } from '#shared/protocol/error.ts'
import { Snapshot } from '#shared/protocol/snapshot.ts'
import type { Rescued } from './collect-rows.ts'

/** Never carried over: a store with repaired numbers speaks to central as another device, so no number can clash. */
const LEFT_BEHIND = ['device_id', 'salvage']

/**
 * Writes what was rescued into a fresh store and says what is there now. Commands keep their ids, by which central
 * knows those it already has, and their order; they are numbered anew. What does not parse counts as lost.
 */
export function writeSalvage(db: Database, rescued: Rescued, file: string | null, at: number): SalvageReport {
  return db.transaction(() => {
    const sound = rescued.outbox.filter(isSoundCommand)
    const waiting = new Set(sound.map(({ commandId }) => commandId))
    const highest = writeAcknowledged(db, rescued, waiting)
    writeOutbox(db, sound, highest)
    const refused = writeRejected(db, rescued)
    const drafts = writeDrafts(db, rescued)
    writeFacts(db, rescued)
    const report: SalvageReport = { at, file, waiting: waiting.size, refused, drafts: drafts.size, lost: null }
    const { commands, drafts: keys } = rescued.known
    if (commands !== null && keys !== null) {
      const gone = commands.filter((id) => !waiting.has(id)).length + keys.filter((key) => !drafts.has(key)).length
      report.lost = gone
    }
    db.prepare('insert or replace into meta (key, value) values (?, ?)').run('salvage', JSON.stringify(report))
    return report
  })()
}

/** A row told by its shape may be none of ours. */
function isSoundCommand({ n, commandId, writtenAt, body }: Rescued['outbox'][number]): boolean {
  return Paperwork.safeParse({ commandId, n, writtenAt, body: readJson(body) }).success
}

/** Numbered from 1, as for any new device; the highest number given. */
function writeAcknowledged(db: Database, { acknowledged }: Rescued, waiting: ReadonlySet<string>): number {
  const insert = db.prepare(
    `insert or ignore into acknowledged (command_id, n, written_at, acknowledged_at, bytes, body)
     values (?, ?, ?, ?, ?, ?)`,
  )
  let highest = 0
  for (const { commandId, writtenAt, acknowledgedAt, bytes, body } of acknowledged) {
    if (waiting.has(commandId) || readJson(body) === undefined) continue
    highest += insert.run(commandId, highest + 1, writtenAt, acknowledgedAt, bytes, body).changes
  }
  return highest
}

function writeOutbox(db: Database, commands: Rescued['outbox'], above: number): void {
  db.prepare(`insert into sqlite_sequence (name, seq) values ('outbox', ?)`).run(above)
  const insert = db.prepare('insert or ignore into outbox (command_id, written_at, body) values (?, ?, ?)')
  for (const { commandId, writtenAt, body } of commands) insert.run(commandId, writtenAt, body)
}

function writeRejected(db: Database, { rejected }: Rescued): number {
  const insert = db.prepare(
    `insert or ignore into rejected (command_id, n, written_at, attempts, body, rejected_at, refusal)
     values (?, ?, ?, 1, ?, ?, ?)`,
  )
  let written = 0
  for (const command of rejected) {
    const { n, commandId, writtenAt, body, rejectedAt, refusal } = command
    const isSound = isSoundCommand(command) && Refusal.safeParse(readJson(refusal)).success
    if (isSound) written += insert.run(commandId, n, writtenAt, body, rejectedAt, refusal).changes
  }
  return written
}

function writeDrafts(db: Database, { drafts }: Rescued): Set<string> {
  const insert = db.prepare(
    `insert into draft (key, revision, saved_at, fields) values (?, ?, ?, ?)
     on conflict (key) do update set revision = excluded.revision, saved_at = excluded.saved_at, fields = excluded.fields
     where excluded.revision > draft.revision`,
  )
  const written = new Set<string>()
  for (const { key, revision, savedAt, fields } of drafts) {
    if (!Draft.safeParse({ key, revision, savedAt, fields: readJson(fields) }).success) continue
    insert.run(key, revision, savedAt, fields)
    written.add(key)
  }
  return written
}

/** The agent's place, settings and last position: small, and the desk is itself again without central. */
function writeFacts(db: Database, { meta, preferences, projection }: Rescued): void {
  const fact = db.prepare('insert or ignore into meta (key, value) values (?, ?)')
  for (const { key, value } of meta) if (!LEFT_BEHIND.includes(key)) fact.run(key, value)
  const preference = db.prepare('insert or ignore into preference (key, value) values (?, ?)')
  for (const { key, value } of preferences) if (readJson(value) !== undefined) preference.run(key, value)
  if (projection !== null && Snapshot.safeParse(readJson(projection)).success) {
    db.prepare('insert into projection (id, body) values (1, ?)').run(projection)
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
