import Database from 'better-sqlite3-multiple-ciphers'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { readSqliteCode } from './open-database.ts'

/**
 * Claims a store for this process; a second one gets `store_in_use`. The lock is SQLite's own on a small file
 * beside the store: the operating system drops it with the process, so a crash leaves nothing behind, and the
 * store itself stays readable for backups.
 */
export function takeLock(file: string): Outcome<() => void> {
  const db = new Database(file, { timeout: 0 })
  try {
    db.pragma('locking_mode = EXCLUSIVE')
    db.exec('begin exclusive')
    return accept(() => db.close())
  } catch (error) {
    db.close()
    const code = readSqliteCode(error)
    if (code === 'SQLITE_BUSY') return refuse('store_in_use')
    if (code !== null) return refuse('store_unavailable', { params: { code } })
    throw error
  }
}
