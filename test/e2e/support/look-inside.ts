import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import SQLite, { type Database } from 'better-sqlite3'
import { secureRandom } from '#main/random.ts'
import { openDatabase } from '#main/store/open-database.ts'
import { createSealedStoreKeys, readMasterKey } from '#web/master-key.ts'

/** The agent's own encrypted file, opened beside the running desk with the key the web shell keeps. */
export async function openDeskFile(dataDir: string, userId: string): Promise<Database> {
  const folder = join(dataDir, 'desks', userId)
  const { keyId } = JSON.parse(readFileSync(join(folder, 'store.json'), 'utf8')) as { keyId: string }
  const web = join(dataDir, 'web')
  const key = await createSealedStoreKeys(web, readMasterKey(web, secureRandom), secureRandom).read(keyId)
  if (key === null) throw new Error('the web shell holds no key of this store')
  const opened = openDatabase(join(folder, 'desk.db'), key)
  if (!opened.ok) throw new Error(`the desk's store did not open: ${opened.refusal.code}`)
  return opened.value
}

/** All that is half-typed on this agent's disk, as one text. */
export async function readDrafts(dataDir: string, userId: string): Promise<string> {
  const desk = await openDeskFile(dataDir, userId)
  const drafts = desk.prepare('select fields from draft').all() as { fields: string }[]
  desk.close()
  return drafts.map((draft) => draft.fields).join()
}

/** Central's database of the demo, read beside the running service. */
export function openCentralFile(dataDir: string): Database {
  return new SQLite(join(dataDir, 'central-demo.sqlite'), { readonly: true })
}
