import type { Executor } from '#central/db/executor.ts'
import { prepareChange } from '#central/db/prepare-query.ts'
import type { InteractionId, UserId } from '#shared/protocol/ids.ts'

/** The agent who took it; the name is kept beside the id, so that history reads right when people leave. */
export async function assignInteraction(
  tx: Executor,
  { id, userId }: { id: InteractionId; userId: UserId },
): Promise<void> {
  await assign(tx, { id, userId })
}

const assign = prepareChange((db, slot: { id: string; userId: string }) =>
  db
    .updateTable('interaction')
    .set((e) => ({
      agent_id: slot.userId,
      agent_name: e.selectFrom('user').select('name').where('user.id', '=', slot.userId),
    }))
    .where('id', '=', slot.id),
)
