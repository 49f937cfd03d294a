import { type CallRow, lockCall } from '#central/calls/call-rows.ts'
import { listLegs } from '#central/calls/leg-rows.ts'
import {
  findRecording,
  listLiveOfCustomer,
  listUnstopped,
  type RecordingRow,
  updateRecording,
} from '#central/calls/recording-rows.ts'
import { type Flow, type FlowContext, runFlow } from '#central/flows/run-flow.ts'
import { startSequence } from '#central/flows/sequence.ts'
import { findCustomerLeg } from '#shared/domain/call/call-legs.ts'
import { isRecordingLive } from '#shared/domain/call/recording-fact.ts'
import type { CustomerId } from '#shared/protocol/ids.ts'
import { LegId, RecordingId } from '#shared/protocol/ids.ts'
import { tellRecording } from './tell-recording.ts'

/** A customer consents no longer: no call of theirs is recorded on. What was recorded while they did is kept. */
export async function stopRecordingsOf(flow: Flow, customerId: CustomerId): Promise<void> {
  for (const recording of await listLiveOfCustomer(flow.tx, customerId)) {
    // perhaps it begins only now, as when they said so upon being told: nothing is kept of what was never consented to
    if (recording.state === 'starting') {
      await updateRecording(flow.tx, recording, { discarded_at: flow.now, try_at: flow.now })
    }
    await stopRecording(flow, recording)
  }
}

/**
 * Has the line end a recording in the middle of its call. It is not begun again in that call: a call has one recording,
 * and who consents again does so for the next.
 */
export async function stopRecording(flow: Flow, { id, call_id }: Pick<RecordingRow, 'id' | 'call_id'>): Promise<void> {
  const call = call_id === null ? null : await lockCall(flow.tx, call_id)
  const recording = call && (await findRecording(flow.tx, call.id, id))
  if (!call || !recording || !isRecordingLive(recording) || recording.asked === 'stopped') return
  await tellRecording(flow, call, await updateRecording(flow.tx, recording, { asked: 'stopped' }))
  await orderStop(flow, call, recording)
}

/** What was to end and goes on, the line having refused or been away, is ordered again. `askedBefore`: epoch ms. */
export async function repeatStops(context: FlowContext, provider: string, askedBefore: number): Promise<void> {
  for (const recording of await listUnstopped(context.db, provider, askedBefore)) {
    await runFlow(context, async (flow) => {
      const call = recording.call_id === null ? null : await lockCall(flow.tx, recording.call_id)
      if (call) await orderStop(flow, call, recording)
    })
  }
}

async function orderStop(flow: Flow, call: CallRow, recording: RecordingRow): Promise<void> {
  const customer = findCustomerLeg(await listLegs(flow.tx, [call.id]))
  // it ends with that leg, and whether it did is asked when the call is over
  if (!customer || call.state === 'ended') return
  const step = { op: 'record' as const, legId: LegId.parse(customer.id), act: 'stop' as const }
  await startSequence(flow, {
    ...{ provider: call.provider, callId: call.id, name: 'stop-recording' },
    steps: [{ ...step, recordingId: RecordingId.parse(recording.id) }],
  })
}
