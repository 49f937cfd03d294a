import { z } from 'zod'
import type { Executor } from './executor.ts'

/** How far back a restored site was set, as JSON; written by the first start on the copy. */
export const RESTORED_SETTING = 'restored'
const Restore = z.strictObject({ from: z.int(), at: z.int() })
/** `from`: when the copy was taken (0: nobody knows), `at`: when central first started on it; epoch ms. */
export type Restore = z.infer<typeof Restore>

/** The last restore of this database, null when there never was one. */
export async function readRestore(db: Executor): Promise<Restore | null> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', RESTORED_SETTING).executeTakeFirst()
  return row ? Restore.parse(JSON.parse(row.value)) : null
}
