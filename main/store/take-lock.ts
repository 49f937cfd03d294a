import { truncateSync } from 'node:fs'
import type { Database as SqliteDatabase } from 'better-sqlite3'
import Database from 'better-sqlite3-multiple-ciphers'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { readSqliteCode, refuseFileError } from './file-errors.ts'

/**
 * Claims a store (or a folder) for this process; a second one gets `store_in_use`. The lock is SQLite's own on a small
 * file beside the store: the operating system drops it with the process, so a crash leaves nothing behind, and the
 * store itself stays readable for backups. A folder that cannot be written is refused as such; a lock file in which a
 * bad disk left something keeps nobody out.
 */
export function takeLock(file: string): Outcome<() => void> {
  const taken = tryLock(file)
  if (taken.ok || taken.refusal.code !== 'store_damaged') return taken
  // Read at all, it is held by nobody, and it should be empty. Emptied in its place: a new file of the name would be
  // another lock beside that of somebody who came upon the same.
  try {
    truncateSync(file)
  } catch (error) {
    return refuseFileError(error)
  }
  return tryLock(file)
}

function tryLock(file: string): Outcome<() => void> {
  let db: SqliteDatabase | undefined
  try {
    db = new Database(file, { timeout: 0 })
    const held = db
    // nothing is ever written into it, not even a journal: a full disk must not look like somebody else's lock
    held.pragma('journal_mode = MEMORY')
    held.pragma('locking_mode = EXCLUSIVE')
    held.exec('begin exclusive')
    return accept(() => held.close())
  } catch (error) {
    db?.close()
    if (readSqliteCode(error) === 'SQLITE_BUSY') return refuse('store_in_use')
    return refuseFileError(error)
  }
}
