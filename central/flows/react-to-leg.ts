import { toLegChanged } from '#central/calls/call-facts.ts'
import { agentStates, type CallRow, updateCall } from '#central/calls/call-rows.ts'
import { findOpenConsult } from '#central/calls/consult-rows.ts'
import type { LegRow } from '#central/calls/leg-rows.ts'
import { findMonitor } from '#central/calls/monitor-rows.ts'
import { cancelTimer } from '#central/db/timers.ts'
import { findAgentLeg, findCustomerLeg, isTalking } from '#shared/domain/call/call-legs.ts'
import { TerminationCause } from '#shared/protocol/call.ts'
import { LegId, UserId } from '#shared/protocol/ids.ts'
import { beginAway, followFreshLeg, hasConsolePhone } from './away/away.ts'
import { reactToTarget } from './consult/react-to-target.ts'
import { dialCustomer, failDialling, isDialling } from './dial-out/follow-dialling.ts'
import { endCall } from './end-call.ts'
import { followHandedOn } from './follow-handed-on.ts'
import { loseAgent } from './lose-agent.ts'
import { dropListener } from './monitor/end-monitor.ts'
import { reactToSupervisor } from './monitor/react-to-supervisor.ts'
import { forgetParked } from './park/put-back.ts'
import { startRecording } from './recording/start-recording.ts'
import type { Flow } from './run-flow.ts'
import { startSequence } from './sequence.ts'

/**
 * What follows from a leg that moved, for a call that is not over and is held by this transaction. Decided from
 * where the legs stand now, never from which fact came last.
 */
export async function reactToLeg(flow: Flow, call: CallRow, legs: readonly LegRow[], moved: LegRow): Promise<void> {
  if (moved.role === 'customer' && moved.state === 'ended') {
    const cause = moved.cause === null ? 'normal' : TerminationCause.parse(moved.cause)
    const endedBy = isDialling(call, legs) && !isTheirs(cause) ? 'system' : 'customer'
    return endCall(flow, call, { endedBy, cause })
  }
  if (moved.role === 'supervisor') return reactToSupervisor(flow, { call, legs, moved })
  if (call.state === 'handed_on') return followHandedOn(flow, call, legs, moved)
  if (call.agent_id === null || !agentStates.includes(call.state)) return
  const agentLeg = findAgentLeg(legs, call.agent_id)
  const userId = UserId.parse(call.agent_id)
  if (moved.role === 'agent' && moved.id !== agentLeg?.id) {
    // of a leg that was replaced the desk still wants to hear that it is gone
    if (moved.user_id === userId && moved.state === 'ended') await flow.emit(userId, toLegChanged(call, moved))
    return
  }
  const advanced = await advanceCall(flow, call, legs, agentLeg, moved)
  const event = toLegChanged(advanced, moved)
  await flow.emit(userId, event)
  const monitor = legs.some((leg) => leg.role === 'supervisor') ? await findMonitor(flow.tx, call.id) : null
  if (monitor) await flow.emit(UserId.parse(monitor.by_user_id), event)
  const consult = legs.some((leg) => leg.role === 'target') ? await findOpenConsult(flow.tx, call.id) : null
  if (consult?.to_user_id != null && consult.leg_id !== null) await flow.emit(UserId.parse(consult.to_user_id), event)
  if (call.state === 'connecting' && advanced.state === 'connected') await startRecording(flow, advanced, legs)
  if (consult) await reactToTarget(flow, { call: advanced, legs, consult, moved })
  if (moved.id === agentLeg?.id) await followAgentLeg(flow, advanced, legs, moved)
}

/** Whoever is called ends it by being busy or turning it down; nobody does who is only not there. */
function isTheirs(cause: TerminationCause): boolean {
  return cause === 'busy' || cause === 'rejected'
}

/** A console that is the agent's telephone may come back to its call; any other line that is lost stays lost. */
async function followAgentLeg(flow: Flow, call: CallRow, legs: readonly LegRow[], leg: LegRow): Promise<void> {
  if (leg.state !== 'ended') return followFreshLeg(flow, call, legs, leg)
  if (isDialling(call, legs)) return failDialling(flow, call, legs)
  const mayComeBack = call.state === 'connected' && call.ended_by === null && (await hasConsolePhone(flow, call))
  if (!mayComeBack) return void (await loseAgent(flow, call, legs))
  // whom they coached is gone: nobody else may hear a whisper
  await dropListener(flow, call)
  await beginAway(flow, call)
}

async function advanceCall(
  flow: Flow,
  call: CallRow,
  legs: readonly LegRow[],
  agentLeg: LegRow | undefined,
  moved: LegRow,
): Promise<CallRow> {
  const customer = findCustomerLeg(legs)
  if (call.state === 'connecting') {
    if (isTalking(customer) && isTalking(agentLeg)) return connect(flow, call)
    if (moved.id === agentLeg?.id && moved.state === 'up') {
      if (!isDialling(call, legs)) await joinLegs(flow, call, customer, agentLeg)
      else if (!customer) await dialCustomer(flow, call, agentLeg)
    } else if (call.direction === 'outbound' && moved.role === 'customer' && moved.state === 'up' && agentLeg) {
      await joinLegs(flow, call, customer, agentLeg)
    }
    return call
  }
  if (moved.role !== 'customer') return call
  if (moved.place === 'parked' && call.held_since === null) {
    return updateCall(flow.tx, call, { held_since: Math.max(flow.now, call.answered_at ?? 0) })
  }
  if (moved.place === 'bridge' && call.held_since !== null) {
    const heldMs = call.held_ms + Math.max(0, flow.now - call.held_since)
    return updateCall(flow.tx, call, { held_since: null, held_ms: heldMs })
  }
  return call
}

async function connect(flow: Flow, call: CallRow): Promise<CallRow> {
  await cancelTimer(flow.tx, 'join', call.id)
  await forgetParked(flow, call)
  return updateCall(flow.tx, call, {
    ...{ state: 'connected', answered_at: Math.max(flow.now, call.arrived_at) },
    ...{ away_since: null, away_parked_at: null, parked_by: null, parked_at: null },
  })
}

/** The agent's line is up: now, and not before, the customer is taken from the music into the bridge. */
async function joinLegs(flow: Flow, call: CallRow, customer: LegRow | undefined, agentLeg: LegRow): Promise<void> {
  const apart = [agentLeg, customer].filter((leg) => leg !== undefined && leg.place !== 'bridge')
  await startSequence(flow, {
    provider: call.provider,
    callId: call.id,
    name: 'join',
    steps: apart.flatMap((leg) => (leg ? [{ op: 'bridge', legId: LegId.parse(leg.id) }] : [])),
    aboutLegId: agentLeg.id,
  })
}
