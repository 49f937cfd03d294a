import { readAgentParty } from '#central/agents/agent-party.ts'
import { type CallRow, updateCall } from '#central/calls/call-rows.ts'
import { findOpenConsult } from '#central/calls/consult-rows.ts'
import type { LegRow } from '#central/calls/leg-rows.ts'
import { findMonitor } from '#central/calls/monitor-rows.ts'
import { cancelTimer } from '#central/db/timers.ts'
import type { Flow } from '#central/flows/run-flow.ts'
import { type Step, startSequence } from '#central/flows/sequence.ts'
import { setDue } from '#central/flows/set-due.ts'
import { findCustomerLeg, isTalking } from '#shared/domain/call/call-legs.ts'
import { LegId, UserId } from '#shared/protocol/ids.ts'

/** A page that loads anew is back before this: its customer hears a short silence, no music. */
export const PARK_AFTER_MS = 3_000
/** Nobody waits longer than this for a console that does not come back. */
export const RETURN_AFTER_MS = 15_000
/** How long a console that is back is rung: it answers by itself, or it is not there. */
export const REJOIN_MS = 10_000
/** Rung for so long without an answer, a leg rings at a page that is gone too: the next try dials anew. */
const STALE_MS = 2_500

/** Whether this leg rings, and may still be answered by the page that asks for it. */
export function readRung(flow: Flow, leg: LegRow): 'fresh' | 'stale' | null {
  if (leg.state !== 'dialing' && leg.state !== 'ringing') return null
  return flow.now - leg.started_at < STALE_MS ? 'fresh' : 'stale'
}

/** Whether a console is its agent's telephone on this call: only such a one may go away and come back. */
export async function hasConsolePhone(flow: Flow, call: CallRow, userId = call.agent_id): Promise<boolean> {
  if (userId === null || flow.context.lines.get(call.provider)?.issuePhone === undefined) return false
  return (await readAgentParty(flow.tx, UserId.parse(userId))).kind === 'client'
}

/** The agent's telephone is away from a call that goes on. Said again, the time runs on from the first. */
export async function beginAway(flow: Flow, call: CallRow): Promise<CallRow> {
  if (call.away_since !== null) return call
  await setDue(flow, 'away-park', call.id, flow.now + PARK_AFTER_MS)
  await setDue(flow, 'away-return', call.id, flow.now + RETURN_AFTER_MS)
  return updateCall(flow.tx, call, { away_since: flow.now, away_parked_at: null })
}

/** Nothing is due for it any more. */
export async function forgetAway(flow: Flow, call: CallRow): Promise<CallRow> {
  if (call.away_since === null) return call
  await cancelTimer(flow.tx, 'away-park', call.id)
  await cancelTimer(flow.tx, 'away-return', call.id)
  return updateCall(flow.tx, call, { away_since: null, away_parked_at: null })
}

/** A leg that was dialled since: of the old one nobody knows whether anybody listens. */
function isFresh(call: CallRow, leg: LegRow): boolean {
  return call.away_since !== null && leg.started_at >= call.away_since
}

/** What the agent's newest leg tells of a call whose telephone was away: once it is in the bridge, all is as before. */
export async function followFreshLeg(flow: Flow, call: CallRow, legs: readonly LegRow[], leg: LegRow): Promise<void> {
  if (call.state !== 'connected' || call.ended_by !== null || leg.state !== 'up' || !isFresh(call, leg)) return
  if (isTalking(leg)) return endAway(flow, call, legs, leg)
  const { provider, id: callId } = call
  const steps = [{ op: 'bridge' as const, legId: LegId.parse(leg.id) }]
  await startSequence(flow, { provider, callId, name: 'rearrange', steps })
}

/**
 * The telephone is back in the bridge: a customer who was given music for its sake is back too, who was muted still
 * is, and only then does the leg before it go.
 */
export async function endAway(flow: Flow, call: CallRow, legs: readonly LegRow[], leg: LegRow): Promise<void> {
  const before = listOwnLegs(legs, call).filter((one) => one.id !== leg.id)
  const customer = findCustomerLeg(legs)
  const steps: Step[] = []
  if (customer && call.away_parked_at !== null && !(await isApart(flow, call))) {
    steps.push({ op: 'bridge', legId: LegId.parse(customer.id) })
  }
  if (leg.muted === 0 && findLeftLeg(legs, call, leg)?.muted === 1) {
    steps.push({ op: 'mute', legId: LegId.parse(leg.id), on: true })
  }
  const monitor = before.length > 0 ? await findMonitor(flow.tx, call.id) : null
  // a line may overhear the call through the leg that goes; who has barged in hears it by themselves
  if (monitor?.state === 'on' && monitor.mode !== 'barge') {
    const legId = LegId.parse(monitor.leg_id)
    steps.push({ op: 'listen', legId, to: LegId.parse(leg.id), mode: monitor.mode })
  }
  await forgetAway(flow, call)
  const { provider, id: callId } = call
  await startSequence(flow, { provider, callId, name: 'rearrange', steps: [...steps, ...before.map(hangUp)] })
}

export const hangUp = (leg: LegRow): Step => ({ op: 'hang-up', legId: LegId.parse(leg.id), cause: 'normal' })

/** The agent's legs that still stand. */
export function listOwnLegs(legs: readonly LegRow[], call: CallRow): LegRow[] {
  return legs.filter((leg) => leg.role === 'agent' && leg.user_id === call.agent_id && leg.state !== 'ended')
}

/** The leg on which the agent talked until the telephone went away, ended or not. */
function findLeftLeg(legs: readonly LegRow[], call: CallRow, leg: LegRow): LegRow | undefined {
  return legs.findLast(
    (one) => one.role === 'agent' && one.user_id === call.agent_id && one.id !== leg.id && one.up_at !== null,
  )
}

/** The customer has music because the agent talks to somebody else. */
async function isApart(flow: Flow, call: CallRow): Promise<boolean> {
  const consult = await findOpenConsult(flow.tx, call.id)
  return consult?.state === 'ringing' || consult?.state === 'talking'
}
