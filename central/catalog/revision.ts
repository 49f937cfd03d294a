import type { Executor } from '#central/db/executor.ts'

const KEY = 'catalog_revision'

/** Desks hold a copy of the catalog under this number; 0 before anything was put into it. */
export async function readCatalogRevision(db: Executor): Promise<number> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', KEY).executeTakeFirst()
  return row ? Number(row.value) : 0
}

/** To be called in the transaction of every change to queues, outcomes, reasons, scripts or articles. */
export async function raiseCatalogRevision(tx: Executor): Promise<number> {
  const revision = (await readCatalogRevision(tx)) + 1
  await tx
    .insertInto('setting')
    .values({ key: KEY, value: String(revision) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: String(revision) }))
    .execute()
  return revision
}
