import { type CallRow, lockCall } from '#central/calls/call-rows.ts'
import { isSequenceRunning } from '#central/calls/journal.ts'
import { type LegRow, listLegs } from '#central/calls/leg-rows.ts'
import { findAgentLeg, findCustomerLeg } from '#shared/domain/call/call-legs.ts'
import { LegId } from '#shared/protocol/ids.ts'
import { failDialling, isDialling } from './dial-out/follow-dialling.ts'
import type { Flow } from './run-flow.ts'
import { startSequence } from './sequence.ts'

/** The accepting agent's line could not be joined. `legId`: the leg it is about, null = whichever is dialled now. */
export async function failJoin(flow: Flow, callId: string, legId: string | null): Promise<void> {
  const call = await lockCall(flow.tx, callId)
  if (call?.state !== 'connecting') return
  const legs = await listLegs(flow.tx, [callId])
  const agentLeg = findAgentLeg(legs, call.agent_id)
  if (isDialling(call, legs)) return failDialling(flow, call, legs)
  if (legId === null || agentLeg?.id === legId) await startReturn(flow, call, legs)
}

/**
 * The agent's side of a call is lost. The customer is parked with music first; what the line answers tells whether
 * the customer is still there, and only then does the call go back in line (or is over). Asking the line makes the
 * outcome the same in whatever order the ends of the two legs were reported.
 */
export async function startReturn(flow: Flow, call: CallRow, legs: readonly LegRow[]): Promise<void> {
  const customer = findCustomerLeg(legs)
  const agentLeg = findAgentLeg(legs, call.agent_id)
  // a hang-up that we commanded is under way: nobody is waiting for anything
  if (!customer || !agentLeg || call.ended_by !== null) return
  if (await isSequenceRunning(flow.tx, call.id, 'return')) return
  await startSequence(flow, {
    provider: call.provider,
    callId: call.id,
    name: 'return',
    steps: [{ op: 'park', legId: LegId.parse(customer.id), sound: { kind: 'music' } }],
    aboutLegId: agentLeg.id,
  })
}
