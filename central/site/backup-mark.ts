import type { Kysely } from 'kysely'
import { readEpoch } from '#central/db/event-log.ts'
import type { Executor } from '#central/db/executor.ts'
import { RESTORED_SETTING, type Restore } from '#central/db/read-restore.ts'
import type { Database } from '#central/db/schema.ts'
import { makeEpochAfterRestore } from '#shared/domain/desk/epoch.ts'
import type { Random } from '#shared/domain/random.ts'

/** A row of `setting` that only backups hold: when the copy was taken, epoch ms. */
export const BACKUP_MARK = 'backup_taken_at'

/** A database that holds the mark is a restored copy: from its next start on it numbers events anew. */
export async function markAsBackup(db: Executor, takenAt: number): Promise<void> {
  await writeSetting(db, BACKUP_MARK, String(takenAt))
}

/**
 * The first start on a restored copy: a new epoch, by which desks learn that central may lack what it acknowledged.
 * Answers when the copy was taken, or null on an ordinary start.
 */
export function noticeRestore(db: Kysely<Database>, now: number, random: Random): Promise<number | null> {
  return db.transaction().execute(async (tx) => {
    // of two nodes that start at once only the one that deletes it draws an epoch
    const mark = await tx.deleteFrom('setting').where('key', '=', BACKUP_MARK).returning('value').executeTakeFirst()
    if (!mark) return null
    const takenAt = Number(mark.value)
    const drawn = Buffer.from(random.bytes(8)).toString('hex')
    await writeSetting(tx, 'epoch', makeEpochAfterRestore(await readEpoch(tx), drawn))
    await writeSetting(tx, RESTORED_SETTING, JSON.stringify({ from: takenAt, at: now } satisfies Restore))
    return takenAt
  })
}

async function writeSetting(db: Executor, key: string, value: string): Promise<void> {
  await db
    .insertInto('setting')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}
