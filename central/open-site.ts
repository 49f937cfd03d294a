import { createFirstAdmin } from '#central/auth/first-admin.ts'
import { readMasterKey } from '#central/auth/master-key.ts'
import { DEFAULT_REGION_SETTING, readDefaultRegion } from '#central/catalog/read-catalog.ts'
import { raiseCatalogRevision } from '#central/catalog/revision.ts'
import { seedCatalog } from '#central/catalog/seed-catalog.ts'
import { ensureEpoch, readEpoch } from '#central/db/event-log.ts'
import { migrate } from '#central/db/migrate.ts'
import { type OpenDatabase, openDatabase } from '#central/db/open-database.ts'
import { seedDemo } from '#central/demo/seed-demo.ts'
import type { Logger } from '#central/flows/flow-context.ts'
import { noticeRestore } from '#central/site/backup-mark.ts'
import { chooseDatabase, prepareDataDir } from '#central/site/choose-database.ts'
import { claimDatabase } from '#central/site/claim-database.ts'
import { checkSiteKind } from '#central/site/site-kind.ts'
import type { Clock } from '#shared/domain/clock.ts'
import { createIdSource } from '#shared/domain/id-source.ts'
import type { Random } from '#shared/domain/random.ts'
import type { Settings } from '#shared/settings/setting-list.ts'
import { StartRefused } from '#shared/settings/start-refused.ts'

export type Site = OpenDatabase & {
  epoch: string
  /** this is the first start on a copy taken at this time (epoch ms); null: an ordinary start */
  restoredFrom: number | null
  masterKey: Uint8Array
  /** of the first admin, made just now on a site without anybody; shown once */
  oneTimePassword: string | null
}

/**
 * Opens the site's data: database at the newest schema, catalog, and either demo or first admin. Refuses with
 * StartRefused what a person can mend.
 */
export async function openSite(
  settings: Settings,
  { clock, random, log }: { clock: Clock; random: Random; log: Pick<Logger, 'warn'> },
): Promise<Site> {
  const dataDir = await prepareDataDir(settings.dataDir)
  const database = await connect(chooseDatabase(settings), log)
  const { db } = database
  try {
    await migrate(db)
    const newId = createIdSource(clock, random)
    await ensureEpoch(db, newId)
    const restoredFrom = await noticeRestore(db, clock.now(), random)
    const epoch = await readEpoch(db)
    await checkSiteKind(db, settings.demo)
    let oneTimePassword: string | null = null
    if (settings.demo) {
      await seedDemo(db, { seed: settings.demoSeed, customers: settings.demoCustomers, now: clock.now() })
    } else {
      await db.transaction().execute(async (tx) => seedCatalog(tx))
      oneTimePassword = await createFirstAdmin(db, { random, newId, now: clock.now() })
    }
    await keepRegion(db, settings.defaultRegion)
    return { ...database, epoch, restoredFrom, masterKey: await readMasterKey(dataDir, random), oneTimePassword }
  } catch (error) {
    await database.close()
    throw error
  }
}

async function connect(url: string, log: Pick<Logger, 'warn'>): Promise<OpenDatabase> {
  let release = () => {}
  try {
    if (url.startsWith('sqlite:') && url !== 'sqlite::memory:') release = claimDatabase(url.slice('sqlite:'.length))
    const database = await openDatabase({
      url,
      onConnectionLost: (code) => log.warn({ code }, 'a connection to the database was lost'),
    })
    await database.db.selectNoFrom((e) => e.lit(1).as('one')).execute()
    const close = async () => {
      await database.close()
      release()
    }
    return { ...database, close }
  } catch (error) {
    release()
    if (error instanceof StartRefused) throw error
    const why = error instanceof Error ? error.message.split('\n', 1)[0] : String(error)
    throw new StartRefused(`The database (${url.split(':', 1)[0]}) cannot be opened: ${why || 'no answer'}.`)
  }
}

/** Desks read it in the catalog, so a new region is a new revision of it. */
async function keepRegion(db: OpenDatabase['db'], region: string): Promise<void> {
  if ((await readDefaultRegion(db)) === region) return
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('setting')
      .values({ key: DEFAULT_REGION_SETTING, value: region })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: region }))
      .execute()
    await raiseCatalogRevision(tx)
  })
}
