import { type CallRow, lockCall, updateCall } from '#central/calls/call-rows.ts'
import { findOpenConsult } from '#central/calls/consult-rows.ts'
import { listLegs } from '#central/calls/leg-rows.ts'
import { loseAgent } from '#central/flows/lose-agent.ts'
import { findSuccessor } from '#central/flows/monitor/take-over.ts'
import type { Flow } from '#central/flows/run-flow.ts'
import { startSequence } from '#central/flows/sequence.ts'
import { setDue } from '#central/flows/set-due.ts'
import { findAgentLeg, findCustomerLeg } from '#shared/domain/call/call-legs.ts'
import { LegId } from '#shared/protocol/ids.ts'
import { forgetAway, hangUp, listOwnLegs, PARK_AFTER_MS } from './away.ts'

/** The telephone is not back soon: nobody is left in silence. Who talks to a third party, or has music, is not. */
export async function parkAway(flow: Flow, callId: string): Promise<void> {
  const call = await lockAway(flow, callId)
  if (!call) return
  const legs = await listLegs(flow.tx, [callId])
  const customer = findCustomerLeg(legs)
  const consult = await findOpenConsult(flow.tx, callId)
  if (customer?.place !== 'bridge') return
  // a third party or a supervisor talks with them, and may leave
  if (consult?.state === 'merged' || (await findSuccessor(flow, call, legs))) {
    return setDue(flow, 'away-park', callId, flow.now + PARK_AFTER_MS)
  }
  await updateCall(flow.tx, call, { away_parked_at: flow.now })
  const steps = [{ op: 'park' as const, legId: LegId.parse(customer.id), sound: { kind: 'music' as const } }]
  await startSequence(flow, { provider: call.provider, callId, name: 'hold', steps })
}

/** It does not come back: the same as an agent whose line is lost. */
export async function returnAway(flow: Flow, callId: string): Promise<void> {
  const away = await lockAway(flow, callId)
  if (!away) return
  const call = await forgetAway(flow, away)
  const legs = await listLegs(flow.tx, [callId])
  const newest = findAgentLeg(legs, call.agent_id)
  const { isHandedOn } = await loseAgent(flow, call, legs)
  // the newest goes with a call that is taken from its agent
  const left = listOwnLegs(legs, call).filter((leg) => isHandedOn || leg.id !== newest?.id)
  await startSequence(flow, { provider: call.provider, callId, name: 'rearrange', steps: left.map(hangUp) })
}

async function lockAway(flow: Flow, callId: string): Promise<CallRow | undefined> {
  const call = await lockCall(flow.tx, callId)
  const isAway = call?.state === 'connected' && call.away_since !== null && call.ended_by === null
  return isAway ? call : undefined
}
