import type { Kysely } from 'kysely'
import { raiseCatalogRevision } from '#central/catalog/revision.ts'
import type { Also } from '#central/db/audit-log.ts'
import { type AppendedEvent, appendEvents, type NewEvent } from '#central/db/event-log.ts'
import { runTransaction } from '#central/db/run-transaction.ts'
import type { Database } from '#central/db/schema.ts'
import type { FlowContext } from '#central/flows/flow-context.ts'
import { standAsideUnserving } from '#central/flows/move-agent.ts'
import {
  defaultQueueRules,
  dropMember,
  dropNumber,
  insertQueue,
  putMember,
  putNumber,
  type QueueRules,
  queueExists,
} from '#central/routing/queue-set-up.ts'
import { normalisePhone } from '#shared/domain/phone-number.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import type { DeskEvent } from '#shared/protocol/event/event.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import type { Label } from '#shared/protocol/view/catalog.ts'

type Db = Kysely<Database>

/** Sets up a queue; desks learn of it through the catalog's new revision. */
export async function createQueue(
  db: Db,
  queue: { queueId: string; name: Label } & Partial<QueueRules>,
  also?: Also,
): Promise<Outcome<null>> {
  return runTransaction(db, async (tx) => {
    if (await queueExists(tx, queue.queueId)) return refuse('duplicate', { field: 'queueId' })
    await insertQueue(tx, { ...defaultQueueRules, ...queue })
    await raiseCatalogRevision(tx)
    await also?.(tx)
    return accept(null)
  })
}

/**
 * Says whether a user serves a queue. Who waits for a call and is taken out of their last queue stands aside in the
 * same transaction. Without `publish` (another process than central) their desk hears of it at its next heartbeat.
 */
export async function setMember(
  { db, clock, publish }: Pick<FlowContext, 'db' | 'clock'> & Partial<Pick<FlowContext, 'publish'>>,
  change: { queueId: string; userId: UserId; serves: boolean },
  also?: Also,
): Promise<Outcome<null>> {
  let told: AppendedEvent[] = []
  const set = await runTransaction(db, async (tx) => {
    const now = clock.now()
    told = []
    const events: NewEvent[] = []
    const emit = async (userId: UserId, event: DeskEvent) => void events.push({ userId, event })
    if (!(await queueExists(tx, change.queueId))) return refuse('not_found', { field: 'queueId' })
    const user = await tx.selectFrom('user').select('id').where('id', '=', change.userId).executeTakeFirst()
    if (!user) return refuse('not_found', { field: 'userId' })
    if (change.serves) await putMember(tx, change.queueId, change.userId)
    else {
      await dropMember(tx, change.queueId, change.userId)
      await standAsideUnserving({ tx, now, emit }, change.userId)
    }
    if (events.length > 0) told = await appendEvents(tx, events, now)
    await also?.(tx)
    return accept(null)
  })
  if (told.length > 0) publish?.([change.userId], told)
  return set
}

/** Says whether a dialled number reaches a queue; answers it in E.164. */
export async function setNumber(
  db: Db,
  change: { queueId: string; number: string; region: string; reaches: boolean },
  also?: Also,
): Promise<Outcome<string>> {
  const read = normalisePhone(change.number, change.region)
  if (!read) return refuse('invalid_phone', { field: 'number' })
  return runTransaction(db, async (tx) => {
    if (!(await queueExists(tx, change.queueId))) return refuse('not_found', { field: 'queueId' })
    if (change.reaches) await putNumber(tx, change.queueId, read.e164)
    else await dropNumber(tx, change.queueId, read.e164)
    await also?.(tx)
    return accept(read.e164)
  })
}

/** A dialled number as the audit log tells it. */
export function tellNumber(number: string, region: string): { number: string | null } {
  return { number: normalisePhone(number, region)?.e164 ?? null }
}

/** A change of rules as the audit log tells it: what people hear or read only that it changed. */
export function tellQueueChange(
  change: Partial<QueueRules & { name: Label }>,
): Record<string, string | number | boolean | null> {
  return Object.fromEntries(
    Object.entries(change).map(([key, value]) => [
      key,
      typeof value === 'object' && value !== null ? 'changed' : value,
    ]),
  )
}
