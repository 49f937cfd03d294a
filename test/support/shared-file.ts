import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { migrate } from '#central/db/migrate.ts'
import { openDatabase } from '#central/db/open-database.ts'

/** A SQLite file of central's, and another process that writes to it, as an administrator's command does. */
export async function openSharedFile() {
  const folder = mkdtempSync(join(tmpdir(), 'shared-file-'))
  const path = join(folder, 'central.db')
  const { db, close } = await openDatabase({ url: `sqlite:${path}` })
  onTestFinished(async () => {
    await close()
    rmSync(folder, { recursive: true })
  })
  await migrate(db)
  return {
    db,
    /** changes the setting `other` */
    writeBeside(): void {
      const other = new SQLite(path)
      other
        .prepare("insert into setting (key, value) values ('other', '1') on conflict do update set value = value + 1")
        .run()
      other.close()
    },
  }
}
