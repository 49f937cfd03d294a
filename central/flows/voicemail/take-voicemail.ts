import { type CallRow, lockCall } from '#central/calls/call-rows.ts'
import { listLegs } from '#central/calls/leg-rows.ts'
import { findMessage, insertRecording } from '#central/calls/recording-rows.ts'
import type { Flow } from '#central/flows/run-flow.ts'
import { startSequence } from '#central/flows/sequence.ts'
import { setDue } from '#central/flows/set-due.ts'
import type { Sound } from '#central/telephony/adapter.ts'
import { findCustomerLeg } from '#shared/domain/call/call-legs.ts'
import { LegId, RecordingId } from '#shared/protocol/ids.ts'

/** The longest message: what takes longer to say is better said to somebody. */
export const MESSAGE_MAX_MS = 180_000
/** The words, the line's own delays; a line that has not hung up by then is told to. */
const MESSAGE_OVER_MS = MESSAGE_MAX_MS + 60_000

/**
 * Asks the caller of a call that was just taken out of the line for a message. Who speaks after the words knows that it
 * is recorded: no other consent is needed, and the message is nobody's who did not consent to more.
 */
export async function takeVoicemail(flow: Flow, call: CallRow, { legId, words }: { legId: LegId; words: Sound }) {
  const standing = await findMessage(flow.tx, call.id)
  const recordingId = RecordingId.parse(standing?.id ?? flow.newId())
  if (!standing) {
    const interaction = await flow.tx
      .selectFrom('interaction')
      .select('customer_id')
      .where('id', '=', call.interaction_id)
      .executeTakeFirstOrThrow()
    await insertRecording(flow.tx, {
      ...{ id: recordingId, interaction_id: call.interaction_id, customer_id: interaction.customer_id },
      ...{ call_id: call.id, provider: call.provider, started_at: flow.now, purpose: 'message' },
    })
  }
  await setDue(flow, 'message', call.id, flow.now + MESSAGE_OVER_MS)
  await startSequence(flow, {
    ...{ provider: call.provider, callId: call.id, name: 'voicemail' },
    steps: [
      { op: 'answer', legId },
      { op: 'take-message', legId, recordingId, sound: words, maxMs: MESSAGE_MAX_MS },
    ],
  })
}

/** The line kept the caller of a message for longer than any message takes. */
export async function endMessage(flow: Flow, callId: string): Promise<void> {
  const call = await lockCall(flow.tx, callId)
  if (!call || call.state === 'ended' || call.ended_by !== 'queue') return
  const customer = findCustomerLeg(await listLegs(flow.tx, [callId]))
  if (!customer) return
  await startSequence(flow, {
    ...{ provider: call.provider, callId, name: 'hang-up' },
    steps: [{ op: 'hang-up', legId: LegId.parse(customer.id), cause: 'normal' }],
  })
}
