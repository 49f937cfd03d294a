import type { Executor } from '#central/db/executor.ts'
import type { InteractionId, UserId } from '#shared/protocol/ids.ts'

/** The agent who took it; the name is kept beside the id, so that history reads right when people leave. */
export async function assignInteraction(
  tx: Executor,
  { id, userId }: { id: InteractionId; userId: UserId },
): Promise<void> {
  await tx
    .updateTable('interaction')
    .set((e) => ({
      agent_id: userId,
      agent_name: e.selectFrom('user').select('name').where('user.id', '=', userId),
    }))
    .where('id', '=', id)
    .execute()
}
