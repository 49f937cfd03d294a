import { findCall } from '#central/calls/call-rows.ts'
import { listLegs } from '#central/calls/leg-rows.ts'
import { listPaused } from '#central/calls/recording-rows.ts'
import { type FlowContext, runFlow } from '#central/flows/run-flow.ts'
import { startSequence } from '#central/flows/sequence.ts'
import { findCustomerLeg } from '#shared/domain/call/call-legs.ts'
import { LegId, RecordingId } from '#shared/protocol/ids.ts'

/** A provider that was away may have forgotten a pause, and what it then keeps must not be kept: it is asked again. */
export async function repeatPauses(context: FlowContext, provider: string): Promise<void> {
  for (const recording of await listPaused(context.db, provider)) {
    await runFlow(context, async (flow) => {
      const call = recording.call_id === null ? null : await findCall(flow.tx, recording.call_id)
      if (!call || call.state === 'ended' || recording.asked === 'on' || recording.asked === 'stopped') return
      const customer = findCustomerLeg(await listLegs(flow.tx, [call.id]))
      if (!customer) return
      const step = { op: 'record' as const, legId: LegId.parse(customer.id), act: 'pause' as const }
      await startSequence(flow, {
        ...{ provider, callId: call.id, name: 'pause-recording' },
        steps: [{ ...step, recordingId: RecordingId.parse(recording.id) }],
      })
    })
  }
}
