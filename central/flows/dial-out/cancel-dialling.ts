import { lockCallOf, updateCall } from '#central/calls/call-rows.ts'
import type { Sequence } from '#central/calls/journal.ts'
import { listLegs } from '#central/calls/leg-rows.ts'
import { type FlowContext, runFlow } from '#central/flows/run-flow.ts'
import { journalSequence, type Step } from '#central/flows/sequence.ts'
import { answerLine, type CallTarget } from '#central/flows/steer-call.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { LegId } from '#shared/protocol/ids.ts'
import { isDialling } from './follow-dialling.ts'

/**
 * The agent changes their mind before anybody has answered: whoever rings is let go first, then their own line. It is
 * over when the line says so. A second click is what the first was.
 */
export async function cancelDialling(context: FlowContext, { userId, callId }: CallTarget): Promise<Outcome<null>> {
  const journalled = await runFlow(context, async (flow): Promise<Outcome<Sequence | null>> => {
    const call = await lockCallOf(flow.tx, { callId, userId })
    if (!call) return refuse('call_not_found')
    const legs = await listLegs(flow.tx, [callId])
    if (!isDialling(call, legs)) return refuse(call.state === 'ended' ? 'call_ended' : 'call_wrong_state')
    if (call.ended_by !== null) return accept(null)
    await updateCall(flow.tx, call, { ended_by: 'agent' })
    const rest = legs.filter((leg) => leg.state !== 'ended')
    const inOrder = [...rest.filter((leg) => leg.role === 'customer'), ...rest.filter((leg) => leg.role !== 'customer')]
    const steps = inOrder.map((leg): Step => ({ op: 'hang-up', legId: LegId.parse(leg.id), cause: 'canceled' }))
    return accept(await journalSequence(flow, { provider: call.provider, callId, name: 'hang-up', steps }))
  })
  if (!journalled.ok) return journalled
  if (journalled.value === null) return accept(null)
  return answerLine(journalled.value, await context.runSequence(journalled.value))
}
