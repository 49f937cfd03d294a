import { findCall, lockCall, updateCall } from '#central/calls/call-rows.ts'
import { listLegs } from '#central/calls/leg-rows.ts'
import { forgetAway } from '#central/flows/away/away.ts'
import { releaseOwner, takenBack } from '#central/flows/consult/hand-over.ts'
import type { FlowContext, SequenceResult } from '#central/flows/flow-context.ts'
import { readLineControls } from '#central/flows/line-controls.ts'
import { runFlow } from '#central/flows/run-flow.ts'
import { startSequence } from '#central/flows/sequence.ts'
import { setDue } from '#central/flows/set-due.ts'
import { type CallTarget, steer } from '#central/flows/steer-call.ts'
import { findAgentLeg } from '#shared/domain/call/call-legs.ts'
import { movePark, PARK_LIMIT_MS, readPark } from '#shared/domain/call/park.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { LegId } from '#shared/protocol/ids.ts'

/**
 * The agent puts the call aside for whoever picks it up: the customer hears music first, and only then is the call
 * nobody's and the agent in wrap-up. A line that cannot leaves it with the agent. A second click is what the first was.
 */
export async function parkCall(context: FlowContext, target: CallTarget): Promise<Outcome<null>> {
  const outcome = await steer(context, target, async ({ call, customer, agentLeg, consult }, flow) => {
    if (consult) return refuse('consult_wrong_state')
    const state = readPark(call)
    const now = { parkedAt: null, now: flow.now }
    if (state === null || movePark(state, 'park', now) === null || agentLeg.state !== 'up' || call.queue_id === null) {
      return refuse('call_wrong_state')
    }
    if (!readLineControls(context.lines, call.provider).hold) return refuse('line_unsupported')
    await updateCall(flow.tx, call, { parked_by: target.userId, parked_at: flow.now })
    return accept({
      name: 'park',
      steps: [{ op: 'park', legId: LegId.parse(customer.id), sound: { kind: 'music' } }],
      aboutLegId: agentLeg.id,
    })
  })
  if (outcome.ok || (outcome.refusal.code !== 'call_not_found' && outcome.refusal.code !== 'call_wrong_state')) {
    return outcome
  }
  const call = await findCall(context.db, target.callId)
  return call?.parked_by === target.userId && readPark(call) !== 'picking' ? accept(null) : outcome
}

/** What the line said of the music: the call is nobody's from here on, or it is its agent's as before. */
export async function settlePark(context: FlowContext, callId: string, result: SequenceResult): Promise<void> {
  await runFlow(context, async (flow) => {
    const call = await lockCall(flow.tx, callId)
    if (!call || readPark(call) !== 'parking') return
    if (!result.ok) return void (await updateCall(flow.tx, call, { parked_by: null, parked_at: null }))
    const agentLeg = findAgentLeg(await listLegs(flow.tx, [callId]), call.agent_id)
    const here = await forgetAway(flow, call)
    await releaseOwner(flow, here)
    await updateCall(flow.tx, here, {
      ...{ ...takenBack(here), state: 'parked', agent_id: null },
      ...{ parked_by: call.parked_by, parked_at: flow.now },
    })
    await setDue(flow, 'park-return', callId, flow.now + PARK_LIMIT_MS)
    if (!agentLeg || agentLeg.state === 'ended') return
    await startSequence(flow, {
      ...{ provider: call.provider, callId, name: 'rearrange' },
      steps: [{ op: 'hang-up', legId: LegId.parse(agentLeg.id), cause: 'normal' }],
    })
  })
}
