import type { Executor } from '#central/db/executor.ts'
import { StartRefused } from '#shared/settings/start-refused.ts'

/** Demo people with well-known passwords never join a real site, and a real site never grows out of a demo. */
export async function checkSiteKind(db: Executor, demo: boolean): Promise<void> {
  const demoSeed = await db.selectFrom('setting').select('key').where('key', '=', 'demo_seed').executeTakeFirst()
  if (demoSeed && !demo) {
    throw new StartRefused(
      'This database holds the demo; a real site needs one of its own (--data-dir or DATABASE_URL).',
    )
  }
  if (demoSeed || !demo) return
  const anyone = await db.selectFrom('user').select('id').limit(1).executeTakeFirst()
  if (anyone) throw new StartRefused('This database holds a real site; start it with --real or RINGDESK_DEMO=0.')
}
