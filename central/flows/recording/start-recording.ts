import type { CallRow } from '#central/calls/call-rows.ts'
import type { LegRow } from '#central/calls/leg-rows.ts'
import { findRecordingOfCall, insertRecording } from '#central/calls/recording-rows.ts'
import type { Executor } from '#central/db/executor.ts'
import type { Flow } from '#central/flows/run-flow.ts'
import { startSequence } from '#central/flows/sequence.ts'
import { readQueue } from '#central/routing/queues.ts'
import { findCustomerLeg } from '#shared/domain/call/call-legs.ts'
import { LegId, RecordingId } from '#shared/protocol/ids.ts'
import { tellRecording } from './tell-recording.ts'

/**
 * Records a call from where an agent and the customer hear each other, when its queue says so, its line can, and this
 * customer consents: who is not known or was not asked is not recorded. It ends with the customer's leg.
 */
export async function startRecording(flow: Flow, call: CallRow, legs: readonly LegRow[]): Promise<void> {
  const customer = findCustomerLeg(legs)
  if (!customer || call.queue_id === null) return
  if (!flow.context.lines.get(call.provider)?.capabilities.record) return
  if ((await readQueue(flow.tx, call.queue_id)).record_calls !== 1) return
  const consenting = await findConsenting(flow.tx, call.interaction_id)
  // a call that comes to its next agent has its recording
  if (consenting === null || (await findRecordingOfCall(flow.tx, call.id))) return
  const recordingId = RecordingId.parse(flow.newId())
  const recording = await insertRecording(flow.tx, {
    ...{ id: recordingId, interaction_id: call.interaction_id, customer_id: consenting },
    ...{ call_id: call.id, provider: call.provider, started_at: flow.now },
  })
  await tellRecording(flow, call, recording)
  await startSequence(flow, {
    ...{ provider: call.provider, callId: call.id, name: 'record' },
    steps: [{ op: 'record', legId: LegId.parse(customer.id), recordingId, act: 'start' }],
  })
}

/** The customer of this interaction, when they consent to being recorded. */
async function findConsenting(tx: Executor, interactionId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('interaction')
    .innerJoin('customer', 'customer.id', 'interaction.customer_id')
    .select('customer.id')
    .where('interaction.id', '=', interactionId)
    .where('customer.recording_consent', '=', 1)
    .executeTakeFirst()
  return row?.id ?? null
}
