import type { AdminAnswer } from '#central/admin/admin-command.ts'
import { StartRefused } from '#shared/settings/start-refused.ts'
import { backUpPostgres } from './back-up-postgres.ts'
import { backUpSqlite } from './back-up-sqlite.ts'
import { reserveFile } from './reserve-file.ts'

/**
 * Writes one consistent copy of central's database to a new file, also while central runs, and reads it through
 * before it gets its name. `target`: a file that is not there yet, or a folder.
 */
export async function backUp(databaseUrl: string, target: string, now: number): Promise<AdminAnswer> {
  const isSqlite = databaseUrl.startsWith('sqlite:')
  const file = await reserveFile(target, now, isSqlite ? '.sqlite' : '.sql.gz')
  try {
    if (isSqlite) await backUpSqlite(readSqlitePath(databaseUrl), file.part, now)
    else await backUpPostgres(databaseUrl, file.part, now)
    const bytes = await file.finish()
    const size = `${Math.max(1, Math.round(bytes / 1024)).toLocaleString('en')} KiB`
    return { ok: true, text: `Backed up to ${file.path} (${size}, read through and whole). Keep central.key too.` }
  } catch (error) {
    await file.giveUp()
    throw error
  }
}

function readSqlitePath(url: string): string {
  const path = url.slice('sqlite:'.length)
  if (path === ':memory:') throw new StartRefused('A database in memory cannot be backed up.')
  return path
}
