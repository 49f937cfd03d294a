import type { Clock } from '#shared/domain/clock.ts'
import { AuditAction, AuditEntry } from '#shared/protocol/view/audit.ts'
import type { Executor } from './executor.ts'

/** What happened, to be written with when and under which id. */
export type Happened = Omit<AuditEntry, 'entryId' | 'at' | 'detail'> & { detail?: AuditEntry['detail'] }
export type AuditTools = { clock: Pick<Clock, 'now'>; newId: () => string }
/** Done in the transaction of a change, after it, so that both are durable or neither is. */
export type Also = (tx: Executor) => Promise<unknown>

export async function appendAudit(db: Executor, { clock, newId }: AuditTools, happened: Happened): Promise<void> {
  const { actorId, via, action, subject, detail = {} } = happened
  await db
    .insertInto('audit')
    .values({ id: newId(), at: clock.now(), actor_id: actorId, via, action, subject, detail: JSON.stringify(detail) })
    .execute()
}

/** For a change that takes what else its transaction shall write. */
export function alsoAudit(tools: AuditTools, happened: Happened): Also {
  return (tx) => appendAudit(tx, tools, happened)
}

/** Newest first. `before`: only what is older than this entry. */
export async function listAudit(
  db: Executor,
  { before, limit }: { before: string | null; limit: number },
): Promise<AuditEntry[]> {
  let query = db.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(limit)
  if (before !== null) query = query.where('id', '<', before)
  return (await query.execute()).map((row) =>
    AuditEntry.parse({
      ...{ entryId: row.id, at: row.at, actorId: row.actor_id, via: row.via, subject: row.subject },
      ...{ action: AuditAction.parse(row.action), detail: JSON.parse(row.detail) },
    }),
  )
}

/** Drops entries of before this time (epoch ms). The database throws when one of the last thirty days is among them. */
export async function pruneAudit(db: Executor, before: number): Promise<void> {
  await db.deleteFrom('audit').where('at', '<', before).execute()
}
