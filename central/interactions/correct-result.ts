import type { Executor } from '#central/db/executor.ts'
import type { InteractionId } from '#shared/protocol/ids.ts'
import type { InteractionEnding } from './close-interaction.ts'

/** Puts right how a closed interaction counts, when the line tells more of it afterwards. */
export async function correctResult(
  tx: Executor,
  { id, result, durationMs }: Pick<InteractionEnding, 'result' | 'durationMs'> & { id: InteractionId },
): Promise<void> {
  await tx
    .updateTable('interaction')
    .set({ result, duration_ms: durationMs })
    .where('id', '=', id)
    .where('result', '!=', 'open')
    .execute()
}
