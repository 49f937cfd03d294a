import { type Refusal, refuse } from '#shared/protocol/error.ts'

/** SQLite's and the system's words for "no room": a quota shows as a failed write. */
const FULL = new Set(['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT'])
const READ_ONLY = new Set(['EROFS', 'EACCES', 'EPERM', 'SQLITE_PERM', 'SQLITE_CANTOPEN', 'SQLITE_READONLY'])
const DAMAGED = new Set(['SQLITE_CORRUPT', 'SQLITE_NOTADB'])

function isFull(code: string): boolean {
  return FULL.has(code)
}

/** Whether a page could not be read as it was written. */
export function isDamaged(code: string): boolean {
  return DAMAGED.has(code) || code.startsWith('SQLITE_CORRUPT_')
}

const OF_THE_FILE = /^SQLITE_(FULL|READONLY|IOERR|CORRUPT|NOTADB|CANTOPEN|PERM|BUSY)(_|$)/

/** Whether the file or its disk failed; any other code of SQLite's is our own mistake. */
function isFileTrouble(code: string): boolean {
  return OF_THE_FILE.test(code)
}

/** What a person is told of a store that failed with this code. */
function readStoreRefusal(code: string): Refusal {
  if (isFull(code)) return { code: 'store_full', params: { code } }
  if (isDamaged(code)) return { code: 'store_damaged', params: { code } }
  const readOnly = READ_ONLY.has(code) || code.startsWith('SQLITE_READONLY_') || code.startsWith('SQLITE_CANTOPEN_')
  return { code: readOnly ? 'store_read_only' : 'store_unavailable', params: { code } }
}

/** SQLite's or the system's code of an error, or null when it is a bug. */
export function readFileCode(error: unknown): string | null {
  const code = readSqliteCode(error)
  if (code !== null) return code
  const isSystem = error instanceof Error && 'syscall' in error && 'code' in error
  return isSystem && typeof error.code === 'string' ? error.code : null
}

/** A refusal of a failed file operation; anything else is a bug and thrown on. */
export function refuseFileError(error: unknown): { ok: false; refusal: Refusal } {
  const code = readFileCode(error)
  if (code === null) throw error
  const refusal = readStoreRefusal(code)
  return refuse(refusal.code, refusal.params ? { params: refusal.params } : {})
}

/** A refusal when the store's file or its disk failed; anything else is a bug and thrown on. */
export function refuseStoreTrouble(error: unknown): { ok: false; refusal: Refusal } {
  const code = readSqliteCode(error)
  if (code === null || !isFileTrouble(code)) throw error
  return { ok: false, refusal: readStoreRefusal(code) }
}

/** SQLite's own code of an error, or null when it is something else. */
export function readSqliteCode(error: unknown): string | null {
  if (!(error instanceof Error) || error.name !== 'SqliteError') return null
  return 'code' in error && typeof error.code === 'string' ? error.code : null
}
