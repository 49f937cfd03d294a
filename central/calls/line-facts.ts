import type { Executor } from '#central/db/executor.ts'
import { insertRowOnce, updateRows } from '#central/db/write-row.ts'

export type LineFact = {
  provider: string
  key: string
  callId: string | null
  kind: string
  note: string | null
  now: number
}

/** Notes a fact of the provider. False when it was noted before: it has had its effect. */
export function recordLineFact(tx: Executor, fact: LineFact): Promise<boolean> {
  return insertRowOnce(tx, 'line_event', {
    provider: fact.provider,
    key: fact.key,
    received_at: fact.now,
    call_id: fact.callId,
    kind: fact.kind,
    note: fact.note,
  })
}

/** Says beside a noted fact why it had no effect. */
export async function annotateLineFact(tx: Executor, fact: LineFact, note: string): Promise<void> {
  await updateRows(tx, 'line_event', { provider: fact.provider, key: fact.key }, { note })
}
