import type { z } from 'zod'
import type { Executor } from '#central/db/executor.ts'
import type { InteractionTables } from '#central/db/schema/interactions.ts'
import { insertRowOnce } from '#central/db/write-row.ts'
import type { CustomerId, InteractionId, QueueId } from '#shared/protocol/ids.ts'
import type { MatchReason } from '#shared/protocol/view/ring.ts'

export type NewInteraction = {
  id: InteractionId
  /** null while nobody knows who it is: a shared, unknown or withheld number */
  customerId: CustomerId | null
  channel: InteractionTables['interaction']['channel']
  direction: InteractionTables['interaction']['direction']
  startedAt: number
  queueId: QueueId | null
  /** the other end's number, E.164 or as received; null = withheld */
  number: string | null
  matchReason: z.infer<typeof MatchReason> | null
  subject?: string | null
}

/**
 * The one record of an episode with a customer, made as it begins; every call gets one, abandoned ones too.
 * Opening the same id twice changes nothing.
 */
export async function openInteraction(tx: Executor, interaction: NewInteraction): Promise<void> {
  await insertRowOnce(tx, 'interaction', {
    id: interaction.id,
    customer_id: interaction.customerId,
    channel: interaction.channel,
    direction: interaction.direction,
    started_at: interaction.startedAt,
    ended_at: null,
    duration_ms: null,
    subject: interaction.subject ?? null,
    summary: null,
    agent_id: null,
    agent_name: null,
    queue_id: interaction.queueId,
    result: 'open',
    satisfaction: null,
    number: interaction.number,
    match_reason: interaction.matchReason,
  })
}
