import type { Kysely } from 'kysely'
import { raiseCatalogRevision } from '#central/catalog/revision.ts'
import type { Also } from '#central/db/audit-log.ts'
import { runTransaction } from '#central/db/run-transaction.ts'
import type { Database } from '#central/db/schema.ts'
import { type QueueChange, updateQueue } from '#central/routing/queue-set-up.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'

/** Changes a queue's name or rules. Calls that wait already keep the longest wait they came with. */
export async function changeQueue(
  db: Kysely<Database>,
  queueId: string,
  change: QueueChange,
  also?: Also,
): Promise<Outcome<null>> {
  return runTransaction(db, async (tx) => {
    if (!(await updateQueue(tx, queueId, change))) return refuse('not_found', { field: 'queueId' })
    // every desk fetches the catalog anew: not for nothing
    if (Object.keys(change).length > 0) await raiseCatalogRevision(tx)
    await also?.(tx)
    return accept(null)
  })
}
