/**
 * Whether the database ended a transaction because of another's: on PostgreSQL 40001 serialization failure, 40P01
 * deadlock detected; on SQLite another process wrote after this one read. The same work may succeed when done again.
 */
export function isLostToAnother(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return code === '40001' || code === '40P01' || code === 'SQLITE_BUSY_SNAPSHOT'
}
