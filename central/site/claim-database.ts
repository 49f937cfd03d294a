import { truncateSync } from 'node:fs'
import SQLite from 'better-sqlite3'
import { StartRefused } from '#shared/settings/start-refused.ts'

/**
 * One central per SQLite file: each publishes only its own events, so of two neither's desks would hear of the
 * other's calls. The lock is SQLite's own on a small file beside the database: the operating system drops it with the
 * process, and the administrator's commands and backups, which do not take it, go on. Answers what gives it back, to be
 * kept: a lock that nobody holds on to is collected and gone.
 * @throws StartRefused when another central holds it
 */
export function claimDatabase(file: string): () => void {
  const path = `${file}.lock`
  try {
    return takeLock(path)
  } catch (error) {
    const code = error instanceof SQLite.SqliteError ? error.code : null
    if (code === 'SQLITE_BUSY') {
      throw new StartRefused(
        `Another Ringdesk central works on ${file}: stop it, or choose another data folder with --data-dir.`,
      )
    }
    // a bad disk left something in it: read at all, it is held by nobody, and it should be empty
    if (code !== 'SQLITE_NOTADB' && code !== 'SQLITE_CORRUPT') throw error
    truncateSync(path)
    return takeLock(path)
  }
}

function takeLock(path: string): () => void {
  const lock = new SQLite(path, { timeout: 0 })
  try {
    // nothing is ever written into it, not even a journal: a full disk must not look like somebody else's lock
    lock.pragma('journal_mode = MEMORY')
    lock.pragma('locking_mode = EXCLUSIVE')
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    throw error
  }
  return () => lock.close()
}
