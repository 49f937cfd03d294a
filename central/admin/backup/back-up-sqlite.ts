import SQLite from 'better-sqlite3'
import { openDatabase } from '#central/db/open-database.ts'
import { markAsBackup } from '#central/site/backup-mark.ts'
import { StartRefused } from '#shared/settings/start-refused.ts'

/**
 * Copies the database into the empty file `part` while central goes on writing: `VACUUM INTO` reads one moment of it
 * and blocks no writer. The copy is marked as one and then read through from end to end.
 */
export async function backUpSqlite(source: string, part: string, takenAt: number): Promise<void> {
  copy(source, part)
  const { db, close } = await openDatabase({ url: `sqlite:${part}` })
  try {
    await markAsBackup(db, takenAt)
  } finally {
    await close()
  }
  checkSqlite(part)
}

function copy(source: string, part: string): void {
  let sqlite: SQLite.Database
  try {
    sqlite = new SQLite(source, { fileMustExist: true })
  } catch (error) {
    throw new StartRefused(`There is no database to back up at ${source} (${describe(error)}).`)
  }
  try {
    sqlite.pragma('busy_timeout = 5000')
    sqlite.prepare('vacuum into ?').run(part)
  } catch (error) {
    throw new StartRefused(`The database could not be copied: ${describe(error)}.`)
  } finally {
    sqlite.close()
  }
}

/** Throws StartRefused when the copy is not whole. Leaves it as a single file without a log beside it. */
function checkSqlite(path: string): void {
  const sqlite = new SQLite(path, { fileMustExist: true })
  try {
    sqlite.pragma('journal_mode = delete')
    const integrity = sqlite.pragma('integrity_check', { simple: true })
    const orphans = sqlite.pragma('foreign_key_check')
    const tables = sqlite.prepare("select count(*) from sqlite_master where type = 'table'").pluck().get()
    if (integrity !== 'ok' || !Array.isArray(orphans) || orphans.length > 0 || tables === 0) {
      throw new StartRefused(
        `The copy is not sound (${String(integrity)}); nothing was kept. Check the database itself.`,
      )
    }
  } finally {
    sqlite.close()
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error)
}
