import type { Executor } from '#central/db/executor.ts'
import type { Verdict } from './batch.ts'

/** Keeps what was not plainly applied, so that the same arrival gets the same answer again; one statement per kind. */
export async function rememberVerdicts(tx: Executor, verdicts: ReadonlyMap<string, Verdict>): Promise<void> {
  const kinds = new Map<string, { verdict: Verdict; commandIds: string[] }>()
  for (const [commandId, verdict] of verdicts) {
    if (verdict.result === 'applied') continue
    const key = JSON.stringify(verdict)
    const kind = kinds.get(key) ?? { verdict, commandIds: [] }
    kind.commandIds.push(commandId)
    kinds.set(key, kind)
  }
  for (const { verdict, commandIds } of kinds.values()) {
    await tx
      .updateTable('applied_command')
      .set({
        result: verdict.result,
        refusal: verdict.result === 'rejected' ? JSON.stringify(verdict.refusal) : null,
      })
      .where('command_id', 'in', commandIds)
      .execute()
  }
}
