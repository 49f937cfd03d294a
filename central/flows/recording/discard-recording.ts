import { listKeptOfInteraction, updateRecording } from '#central/calls/recording-rows.ts'
import { appendAudit } from '#central/db/audit-log.ts'
import type { Executor } from '#central/db/executor.ts'
import type { Flow } from '#central/flows/run-flow.ts'
import type { CustomerId, InteractionId, UserId } from '#shared/protocol/ids.ts'
import { stopRecording } from './stop-recording.ts'

type Moved = { interactionId: InteractionId; customerId: CustomerId | null; userId: UserId }

/**
 * An interaction came to another customer, or to nobody: what was recorded of it with somebody else's consent is not
 * kept, unless this one consents too. It stops at the line; its sound is erased there and here. Who moved it is in the
 * audit log: what is gone cannot be looked up.
 */
export async function discardUnlessConsented(flow: Flow, { interactionId, customerId, userId }: Moved): Promise<void> {
  const recordings = await listKeptOfInteraction(flow.tx, interactionId)
  if (recordings.length === 0 || (customerId !== null && (await doesConsent(flow.tx, customerId)))) return
  for (const recording of recordings) {
    await updateRecording(flow.tx, recording, { discarded_at: flow.now, try_at: flow.now })
    await stopRecording(flow, recording)
    await appendAudit(flow.tx, flow.context, {
      ...{ actorId: userId, via: 'link', action: 'recording.discarded', subject: recording.id },
    })
  }
}

async function doesConsent(tx: Executor, customerId: CustomerId): Promise<boolean> {
  const row = await tx
    .selectFrom('customer')
    .select('recording_consent')
    .where('id', '=', customerId)
    .executeTakeFirst()
  return row?.recording_consent === 1
}
