import type { CallRow } from '#central/calls/call-rows.ts'
import type { LegRow } from '#central/calls/leg-rows.ts'
import { findRecordingOfCall, insertRecording } from '#central/calls/recording-rows.ts'
import type { Executor } from '#central/db/executor.ts'
import type { Flow } from '#central/flows/run-flow.ts'
import { startSequence } from '#central/flows/sequence.ts'
import { lockInteractions } from '#central/interactions/lock-interactions.ts'
import { readQueue } from '#central/routing/queues.ts'
import { findCustomerLeg } from '#shared/domain/call/call-legs.ts'
import { LegId, RecordingId } from '#shared/protocol/ids.ts'
import { chooseAnnouncement } from './choose-announcement.ts'
import { tellRecording } from './tell-recording.ts'

/**
 * Records a call from where an agent and the customer hear each other, when its queue says so, its line can, and this
 * customer consents: who is not known or was not asked is not recorded. Where the queue wants it, the customer is told
 * first. It ends with the customer's leg.
 */
export async function startRecording(flow: Flow, call: CallRow, legs: readonly LegRow[]): Promise<void> {
  const customer = findCustomerLeg(legs)
  if (!customer || call.queue_id === null) return
  const able = flow.context.lines.get(call.provider)?.capabilities
  const queue = await readQueue(flow.tx, call.queue_id)
  if (!able?.record || queue.record_calls !== 1) return
  const isAnnounced = queue.announce_recording === 1
  const consenting = await findConsenting(flow.tx, call.interaction_id)
  // a call that comes to its next agent has its recording
  if (consenting === null || (await findRecordingOfCall(flow.tx, call.id))) return
  const recordingId = RecordingId.parse(flow.newId())
  const recording = await insertRecording(flow.tx, {
    ...{ id: recordingId, interaction_id: call.interaction_id, customer_id: consenting.id },
    ...{ call_id: call.id, provider: call.provider, started_at: flow.now, purpose: 'call' },
  })
  await tellRecording(flow, call, recording)
  const legId = LegId.parse(customer.id)
  await startSequence(flow, {
    ...{ provider: call.provider, callId: call.id, name: 'record' },
    steps: [
      // refused, it ends here: nobody is recorded who was not told
      ...(isAnnounced ? [{ op: 'announce' as const, legId, sound: chooseAnnouncement(consenting.language) }] : []),
      { op: 'record', legId, recordingId, act: 'start' },
    ],
  })
}

/**
 * The customer of this interaction, when they consent to being recorded. Both rows are held: who withdraws, or moves
 * the interaction, at the same moment waits, and then finds the recording that is to be stopped.
 */
async function findConsenting(tx: Executor, interactionId: string): Promise<{ id: string; language: string } | null> {
  await lockInteractions(tx, [interactionId])
  const row = await tx
    .updateTable('customer')
    .set({ recording_consent: 1 })
    .where('recording_consent', '=', 1)
    .where('id', '=', (e) => e.selectFrom('interaction').select('customer_id').where('id', '=', interactionId))
    .returning(['id', 'language'])
    .executeTakeFirst()
  return row ?? null
}
