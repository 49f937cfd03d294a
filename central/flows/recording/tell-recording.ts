import type { CallRow } from '#central/calls/call-rows.ts'
import { findOpenConsult } from '#central/calls/consult-rows.ts'
import { findMonitor } from '#central/calls/monitor-rows.ts'
import { type RecordingRow, toRecording } from '#central/calls/recording-rows.ts'
import type { Flow } from '#central/flows/run-flow.ts'
import { CallId, UserId } from '#shared/protocol/ids.ts'

/** Tells everybody who has the call on their desk: whose it is, a colleague who answered when asked, a supervisor. */
export async function tellRecording(flow: Flow, call: CallRow, recording: RecordingRow): Promise<void> {
  // an offer shows no recording: who answers it is told with the call
  if (call.agent_id === null || (call.state !== 'connecting' && call.state !== 'connected')) return
  const event = {
    type: 'call.recording-changed' as const,
    callId: CallId.parse(call.id),
    recording: toRecording(recording),
  }
  await flow.emit(UserId.parse(call.agent_id), event)
  const monitor = await findMonitor(flow.tx, call.id)
  if (monitor) await flow.emit(UserId.parse(monitor.by_user_id), event)
  const consult = await findOpenConsult(flow.tx, call.id)
  if (consult?.to_user_id != null && consult.leg_id !== null) await flow.emit(UserId.parse(consult.to_user_id), event)
}
