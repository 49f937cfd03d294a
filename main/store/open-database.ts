import type { Database as SqliteDatabase } from 'better-sqlite3'
import Database from 'better-sqlite3-multiple-ciphers'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { readSqliteCode, refuseFileError } from './file-errors.ts'

export const KEY_BYTES = 32
const SYNCHRONOUS_FULL = 2
const LOG_BYTES = 8 * 1024 * 1024

/**
 * Opens an encrypted file (made when absent). Refuses with `store_locked` when the key does not fit or the first page is
 * broken, `store_damaged` when another is, and as `file-errors.ts` says when the disk does not let it. Nothing that was acknowledged is lost in a power cut:
 * `synchronous=FULL` is set and read back, because this build's default in WAL mode is NORMAL.
 */
export function openDatabase(file: string, key: Uint8Array): Outcome<SqliteDatabase> {
  if (key.length !== KEY_BYTES) throw new Error(`a store key has ${KEY_BYTES} bytes, not ${key.length}`)
  let db: SqliteDatabase | undefined
  try {
    db = new Database(file)
    unlock(db, key)
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    // one long transaction must not leave a log behind that every start has to read
    db.pragma(`journal_size_limit = ${LOG_BYTES}`)
    // what is deleted or written over is gone from the file, not merely no longer listed in it
    db.pragma('secure_delete = ON')
    // what SQLite lays aside while it sorts or moves rows would lie in a file of its own, unencrypted
    db.pragma('temp_store = MEMORY')
    const synchronous = db.pragma('synchronous', { simple: true })
    if (synchronous !== SYNCHRONOUS_FULL) throw new Error(`synchronous is ${synchronous}, not FULL`)
    return accept(db)
  } catch (error) {
    db?.close()
    return readSqliteCode(error) === 'SQLITE_NOTADB' ? refuse('store_locked') : refuseFileError(error)
  }
}

/** A damaged file, to read from: nothing in it or in its log is changed. Null when not even its first page opens. */
export function openToRead(file: string, key: Uint8Array): SqliteDatabase | null {
  let db: SqliteDatabase | undefined
  try {
    db = new Database(file, { readonly: true, fileMustExist: true })
    unlock(db, key)
    return db
  } catch (error) {
    db?.close()
    if (readSqliteCode(error) === null) throw error
    return null
  }
}

function unlock(db: SqliteDatabase, key: Uint8Array): void {
  db.pragma(`cipher='sqlcipher'`)
  db.pragma(`key="x'${Buffer.from(key).toString('hex')}'"`)
  db.prepare('select count(*) from sqlite_master').get()
}
