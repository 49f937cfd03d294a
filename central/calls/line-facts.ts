import type { Executor } from '#central/db/executor.ts'

export type LineFact = {
  provider: string
  key: string
  callId: string | null
  kind: string
  note: string | null
  now: number
}

/** Notes a fact of the provider. False when it was noted before: it has had its effect. */
export async function recordLineFact(tx: Executor, fact: LineFact): Promise<boolean> {
  const result = await tx
    .insertInto('line_event')
    .values({
      provider: fact.provider,
      key: fact.key,
      received_at: fact.now,
      call_id: fact.callId,
      kind: fact.kind,
      note: fact.note,
    })
    .onConflict((conflict) => conflict.columns(['provider', 'key']).doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) === 1
}

/** Says beside a noted fact why it had no effect. */
export async function annotateLineFact(tx: Executor, fact: LineFact, note: string): Promise<void> {
  await tx
    .updateTable('line_event')
    .set({ note })
    .where('provider', '=', fact.provider)
    .where('key', '=', fact.key)
    .execute()
}
