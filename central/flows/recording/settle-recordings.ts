import { listLegs } from '#central/calls/leg-rows.ts'
import { listUnsettled } from '#central/calls/recording-rows.ts'
import { type FlowContext, runFlow } from '#central/flows/run-flow.ts'
import { startSequence } from '#central/flows/sequence.ts'
import { findCustomerLeg } from '#shared/domain/call/call-legs.ts'
import { CallId, LegId, RecordingId } from '#shared/protocol/ids.ts'

/** A line tells the end of a recording within this time of the call's end, if it tells it at all. */
const TOLD_WITHIN_MS = 10_000

/**
 * Recordings whose calls are over and whose end nobody told, as while central was away: the line is asked to stop them,
 * and tells what became of them. One that it does not know is lost.
 */
export async function settleRecordings(context: FlowContext, provider: string): Promise<void> {
  for (const { id, call_id } of await listUnsettled(context.db, provider, context.clock.now() - TOLD_WITHIN_MS)) {
    await runFlow(context, async (flow) => {
      const customer = findCustomerLeg(await listLegs(flow.tx, [call_id]))
      if (!customer) return
      const step = { op: 'record' as const, legId: LegId.parse(customer.id), act: 'stop' as const }
      await startSequence(flow, {
        ...{ provider, callId: CallId.parse(call_id), name: 'settle-recording' },
        steps: [{ ...step, recordingId: RecordingId.parse(id) }],
      })
    })
  }
}
