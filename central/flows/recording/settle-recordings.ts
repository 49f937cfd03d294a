import { listLegs } from '#central/calls/leg-rows.ts'
import { listUnsettled } from '#central/calls/recording-rows.ts'
import { type FlowContext, runFlow } from '#central/flows/run-flow.ts'
import { startSequence } from '#central/flows/sequence.ts'
import { findCustomerLeg } from '#shared/domain/call/call-legs.ts'
import { CallId, LegId, RecordingId } from '#shared/protocol/ids.ts'
import { repeatStops } from './stop-recording.ts'

/** A line tells the end of a recording within this time of the call's end, if it tells it at all. */
const TOLD_WITHIN_MS = 10_000

/**
 * Recordings whose calls are over and whose end nobody told, as while central was away: the line is asked to stop them,
 * and tells what became of them. One that it does not know is lost. And those that were to end sooner and go on.
 */
export async function settleRecordings(context: FlowContext, provider: string): Promise<void> {
  const before = context.clock.now() - TOLD_WITHIN_MS
  await repeatStops(context, provider, before)
  for (const { id, call_id, purpose } of await listUnsettled(context.db, provider, before)) {
    await runFlow(context, async (flow) => {
      const customer = findCustomerLeg(await listLegs(flow.tx, [call_id]))
      if (!customer) return
      const step = { op: 'record' as const, legId: LegId.parse(customer.id), act: 'stop' as const }
      await startSequence(flow, {
        ...{ provider, callId: CallId.parse(call_id), name: 'settle-recording' },
        steps: [{ ...step, recordingId: RecordingId.parse(id), ...(purpose === 'message' ? { purpose } : {}) }],
      })
    })
  }
}
