import { readAgentParty } from '#central/agents/agent-party.ts'
import { toLegChanged } from '#central/calls/call-facts.ts'
import type { CallRow } from '#central/calls/call-rows.ts'
import { isSequenceRunning } from '#central/calls/journal.ts'
import { insertLeg, type LegRow, listLegs } from '#central/calls/leg-rows.ts'
import { attachConsulted, detachConsulted, rejoinConsulted } from '#central/flows/consult/consulted-away.ts'
import { attachMonitor, detachMonitor, rejoinMonitor } from '#central/flows/monitor/monitor-away.ts'
import { type Flow, type FlowContext, runFlow } from '#central/flows/run-flow.ts'
import { startSequence } from '#central/flows/sequence.ts'
import { type CallTarget, takeInHand } from '#central/flows/steer-call.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { LegId, type UserId } from '#shared/protocol/ids.ts'
import { beginAway, endAway, hangUp, hasConsolePhone, REJOIN_MS, readRung } from './away.ts'

/** Of a call that is somebody else's: who supervises it, or is asked about it. Null: neither. */
const either =
  (
    first: (flow: Flow, target: CallTarget) => Promise<Outcome<null> | null>,
    second: (flow: Flow, target: CallTarget) => Promise<Outcome<null> | null>,
  ) =>
  async (flow: Flow, target: CallTarget) =>
    (await first(flow, target)) ?? second(flow, target)
const detachOther = either(detachMonitor, detachConsulted)
const attachOther = either(attachMonitor, attachConsulted)
const rejoinOther = either(rejoinMonitor, rejoinConsulted)

/** Nobody has the agent's telephone any more. Who has a desk phone loses nothing by a closed page. */
export function detachPhone(context: FlowContext, { userId, callId }: CallTarget): Promise<Outcome<null>> {
  return runFlow(context, async (flow) => {
    const held = await takeInHand(flow, userId, callId)
    if (!held.ok) return (await detachOther(flow, { userId, callId })) ?? held
    const { call } = held.value
    if (call.state === 'connected' && (await hasConsolePhone(flow, call))) await beginAway(flow, call)
    return accept(null)
  })
}

/** The page had only lost its desk for a moment; what it hears goes on. */
export function attachPhone(context: FlowContext, { userId, callId }: CallTarget): Promise<Outcome<null>> {
  return runFlow(context, async (flow) => {
    const held = await takeInHand(flow, userId, callId)
    if (!held.ok) return (await attachOther(flow, { userId, callId })) ?? held
    const { call, legs, agentLeg } = held.value
    if (call.away_since !== null && agentLeg.state === 'up') await endAway(flow, call, legs, agentLeg)
    return accept(null)
  })
}

/**
 * Dials the telephone of a console that came back to its call. Its leg is in the bridge before the one it replaces
 * goes. Asked again while it rings: harmless.
 */
export function rejoinCall(context: FlowContext, { userId, callId }: CallTarget): Promise<Outcome<null>> {
  return runFlow(context, async (flow) => {
    const held = await takeInHand(flow, userId, callId)
    if (!held.ok) return (await rejoinOther(flow, { userId, callId })) ?? held
    const { call, agentLeg } = held.value
    if (call.state !== 'connected' || (await isSequenceRunning(flow.tx, callId, 'return'))) {
      return refuse('call_wrong_state')
    }
    // whose telephone stands on the desk is still in the call
    if (!(await hasConsolePhone(flow, call))) return accept(null)
    const rung = readRung(flow, agentLeg)
    if (rung === 'fresh') return accept(null)
    await redial(flow, await beginAway(flow, call), userId, rung === 'stale' ? [agentLeg] : [])
    return accept(null)
  })
}

async function redial(flow: Flow, call: CallRow, userId: UserId, stale: readonly LegRow[]): Promise<void> {
  const legId = LegId.parse(flow.newId())
  const leg = { id: legId, call_id: call.id, role: 'agent' as const, user_id: userId, vendor_id: null }
  await insertLeg(flow.tx, { ...leg, state: 'dialing', place: 'parked', now: flow.now })
  const dialled = (await listLegs(flow.tx, [call.id])).find((one) => one.id === legId)
  if (!dialled) throw new Error(`leg ${legId} was inserted and is not there`)
  // the console answers a leg that it knows as its own, and no other
  await flow.emit(userId, toLegChanged(call, dialled))
  const to = await readAgentParty(flow.tx, userId)
  const dial = { op: 'dial' as const, legId, role: 'agent' as const, to, from: call.dialled_number }
  await startSequence(flow, {
    ...{ provider: call.provider, callId: call.id, name: 'redial', aboutLegId: legId },
    steps: [...stale.map(hangUp), { ...dial, timeoutMs: REJOIN_MS, confirm: false }],
  })
}
