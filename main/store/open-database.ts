import type { Database as SqliteDatabase } from 'better-sqlite3'
import Database from 'better-sqlite3-multiple-ciphers'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'

export const KEY_BYTES = 32
const SYNCHRONOUS_FULL = 2

/**
 * Opens an encrypted file (made when absent). Refuses with `store_locked` when the key does not fit and
 * `store_unavailable` when the file cannot be used at all. Nothing that was acknowledged is lost in a power cut:
 * `synchronous=FULL` is set and read back, because this build's default in WAL mode is NORMAL.
 */
export function openDatabase(file: string, key: Uint8Array): Outcome<SqliteDatabase> {
  if (key.length !== KEY_BYTES) throw new Error(`a store key has ${KEY_BYTES} bytes, not ${key.length}`)
  let db: SqliteDatabase | undefined
  try {
    db = new Database(file)
    db.pragma(`cipher='sqlcipher'`)
    db.pragma(`key="x'${Buffer.from(key).toString('hex')}'"`)
    db.prepare('select count(*) from sqlite_master').get()
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    const synchronous = db.pragma('synchronous', { simple: true })
    if (synchronous !== SYNCHRONOUS_FULL) throw new Error(`synchronous is ${synchronous}, not FULL`)
    return accept(db)
  } catch (error) {
    db?.close()
    const code = readSqliteCode(error)
    if (code === 'SQLITE_NOTADB') return refuse('store_locked')
    if (code !== null) return refuse('store_unavailable', { params: { code } })
    throw error
  }
}

/** SQLite's own code of an error, or null when it is something else. */
export function readSqliteCode(error: unknown): string | null {
  if (!(error instanceof Error) || error.name !== 'SqliteError') return null
  return 'code' in error && typeof error.code === 'string' ? error.code : null
}
