import type { Insertable, Selectable } from 'kysely'
import type { Executor } from '#central/db/executor.ts'
import { prepareChange, prepareQuery } from '#central/db/prepare-query.ts'
import type { Database } from '#central/db/schema.ts'
import { insertRow } from '#central/db/write-row.ts'
import type { UserId } from '#shared/protocol/ids.ts'

export type WrapUpRow = Selectable<Database['wrap_up']>

export async function insertWrapUp(
  tx: Executor,
  wrapUp: Omit<Insertable<Database['wrap_up']>, 'finished_at' | 'finished_by'>,
): Promise<WrapUpRow> {
  const row = { ...wrapUp, unanswered: wrapUp.unanswered ?? null, finished_at: null, finished_by: null }
  await insertRow(tx, 'wrap_up', row)
  return row
}

export async function findWrapUp(db: Executor, wrapUpId: string): Promise<WrapUpRow | null> {
  const [row] = await selectWrapUp(db, { wrapUpId })
  return row ?? null
}

const selectWrapUp = prepareQuery((db, slot: { wrapUpId: string }) =>
  db.selectFrom('wrap_up').selectAll().where('id', '=', slot.wrapUpId),
)

/** Wrap-ups an agent still owes, oldest first. */
export async function listOpenWrapUps(db: Executor, userId: UserId): Promise<WrapUpRow[]> {
  return selectOpen(db, { userId })
}

const selectOpen = prepareQuery((db, slot: { userId: string }) =>
  db
    .selectFrom('wrap_up')
    .selectAll()
    .where('user_id', '=', slot.userId)
    .where('finished_at', 'is', null)
    .orderBy('started_at'),
)

/** Finishes an open wrap-up, once: the agent and the clock may try at the same moment, one is told true. */
export async function closeWrapUp(
  tx: Executor,
  wrapUpId: string,
  ending: { by: 'agent' | 'timeout' | 'system'; now: number },
): Promise<boolean> {
  return (await closeOpen(tx, { wrapUpId, ...ending })) === 1
}

const closeOpen = prepareChange((db, slot: { wrapUpId: string; by: 'agent' | 'timeout' | 'system'; now: number }) =>
  db
    .updateTable('wrap_up')
    .set({ finished_at: slot.now, finished_by: slot.by })
    .where('id', '=', slot.wrapUpId)
    .where('finished_at', 'is', null),
)

/** Moves the due time by one extension; null when there is none left or it is finished. */
export async function prolongWrapUp(
  tx: Executor,
  wrapUpId: string,
  extensionMs: number,
): Promise<Pick<WrapUpRow, 'due_at' | 'extensions_left'> | null> {
  const row = await tx
    .updateTable('wrap_up')
    .set((e) => ({ due_at: e('due_at', '+', extensionMs), extensions_left: e('extensions_left', '-', 1) }))
    .where('id', '=', wrapUpId)
    .where('finished_at', 'is', null)
    .where('extensions_left', '>', 0)
    .returning(['due_at', 'extensions_left'])
    .executeTakeFirst()
  return row ?? null
}
