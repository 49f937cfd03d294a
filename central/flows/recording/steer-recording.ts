import { findRecordingOfCall, updateRecording } from '#central/calls/recording-rows.ts'
import type { FlowContext } from '#central/flows/run-flow.ts'
import { type CallTarget, steer } from '#central/flows/steer-call.ts'
import { isRecordingLive } from '#shared/domain/call/recording-fact.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { LegId, RecordingId } from '#shared/protocol/ids.ts'
import { tellRecording } from './tell-recording.ts'

/** Nothing of what follows is kept, from when the line has confirmed it. Paused already: the line is asked again. */
export function pauseRecording(context: FlowContext, target: CallTarget): Promise<Outcome<null>> {
  return ask(context, target, 'paused')
}

/** It is recorded again, from when the line has confirmed it. */
export function resumeRecording(context: FlowContext, target: CallTarget): Promise<Outcome<null>> {
  return ask(context, target, 'on')
}

/** Only whose call it is may ask. What was asked shows at once as asked, and as done when the line says so. */
function ask(context: FlowContext, target: CallTarget, asked: 'on' | 'paused'): Promise<Outcome<null>> {
  return steer(context, target, async ({ call, customer }, flow) => {
    const recording = await findRecordingOfCall(flow.tx, call.id)
    // what is to end is neither paused nor gone on with
    if (!recording || !isRecordingLive(recording) || recording.asked === 'stopped') return refuse('call_wrong_state')
    await tellRecording(
      flow,
      call,
      await updateRecording(flow.tx, recording, { asked: recording.state === asked ? null : asked }),
    )
    const act = asked === 'paused' ? ('pause' as const) : ('resume' as const)
    const step = { op: 'record' as const, legId: LegId.parse(customer.id), act }
    return accept({ name: `${act}-recording`, steps: [{ ...step, recordingId: RecordingId.parse(recording.id) }] })
  })
}
