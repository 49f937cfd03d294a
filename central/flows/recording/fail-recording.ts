import { type CallRow, lockCall } from '#central/calls/call-rows.ts'
import type { Sequence } from '#central/calls/journal.ts'
import { findRecording, type RecordingRow, updateRecording } from '#central/calls/recording-rows.ts'
import { type Flow, type FlowContext, runFlow } from '#central/flows/run-flow.ts'
import { readSteps } from '#central/flows/sequence-steps.ts'
import { tellRecording } from './tell-recording.ts'

/** The line would not begin: the call is not recorded, and its desk says so. */
export async function failRecording(context: FlowContext, sequence: Sequence): Promise<void> {
  await withRecording(context, sequence, async (flow, call, recording) => {
    if (recording.state !== 'starting') return
    await tellRecording(flow, call, await updateRecording(flow.tx, recording, { state: 'failed', asked: null }))
  })
}

/** The line knows nothing of it any more. */
export async function loseRecording(context: FlowContext, sequence: Sequence): Promise<void> {
  await withRecording(context, sequence, async (flow, call, recording) => {
    if (recording.state === 'ready') return
    await tellRecording(flow, call, await updateRecording(flow.tx, recording, { state: 'failed', asked: null }))
  })
}

/** The line would not pause, or not go on: it is as it was. */
export async function forgetAsked(context: FlowContext, sequence: Sequence): Promise<void> {
  await withRecording(context, sequence, async (flow, call, recording) => {
    // asked for something else since: that is under way
    if (recording.asked !== (sequence.name === 'pause-recording' ? 'paused' : 'on')) return
    await tellRecording(flow, call, await updateRecording(flow.tx, recording, { asked: null }))
  })
}

/** The recording that a sequence is about, with its call held. */
async function withRecording(
  context: FlowContext,
  sequence: Sequence,
  work: (flow: Flow, call: CallRow, recording: RecordingRow) => Promise<void>,
): Promise<void> {
  const { callId } = sequence
  const command = readSteps(sequence).commands.find((one) => 'recordingId' in one)
  if (!command) throw new Error(`the sequence ${sequence.name} of call ${callId} is about no recording`)
  await runFlow(context, async (flow) => {
    const call = await lockCall(flow.tx, callId)
    const recording = call && (await findRecording(flow.tx, callId, command.recordingId))
    if (call && recording) await work(flow, call, recording)
  })
}
