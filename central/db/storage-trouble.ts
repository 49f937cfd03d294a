/** SQLite: the disk is full or broken, the file is held or read-only. The names have longer forms (SQLITE_IOERR_WRITE). */
const SQLITE_TROUBLE = /^SQLITE_(FULL|IOERR|BUSY|LOCKED|READONLY|CANTOPEN|NOMEM|PROTOCOL)/
/**
 * PostgreSQL: connection (08), read-only as a standby is (25006), resources such as disk and memory (53), cancelled or
 * shut down by an operator (57014, 57P), system (58).
 */
const POSTGRES_TROUBLE = /^(25006|57014|(08|53|57P|58)[0-9A-Z]+)$/
/** What pg says, without a code, when its server went away under a query or before one, or did not answer. */
const PG_WORDS =
  /^(Connection terminated|Client (has encountered a connection error|was closed) and is not queryable|timeout exceeded when trying to connect)/
const NETWORK_TROUBLE = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'])

/** Whether the database could not do it just now. Unlike a bug it may go well later, so whoever asked asks again. */
export function isStorageTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (PG_WORDS.test(error.message)) return true
  if (!('code' in error) || typeof error.code !== 'string') return false
  const { code } = error
  return SQLITE_TROUBLE.test(code) || POSTGRES_TROUBLE.test(code) || NETWORK_TROUBLE.has(code)
}
