import { toLegChanged } from '#central/calls/call-facts.ts'
import type { CallRow } from '#central/calls/call-rows.ts'
import { findLeg, insertLeg, type LegRow } from '#central/calls/leg-rows.ts'
import { type CallEnding, endCall } from '#central/flows/end-call.ts'
import type { Flow } from '#central/flows/run-flow.ts'
import { type Step, startSequence } from '#central/flows/sequence.ts'
import { setDue } from '#central/flows/set-due.ts'
import { findAgentLeg, findCustomerLeg } from '#shared/domain/call/call-legs.ts'
import { TerminationCause } from '#shared/protocol/call.ts'
import { LegId, UserId } from '#shared/protocol/ids.ts'

/** How long somebody who is called may let it ring. */
const CALLED_RINGS_MS = 45_000
/** A line that does not tell in all this time that the ringing is over has forgotten it. */
const SLACK_MS = 15_000

/** An agent's own call that nobody has answered yet. */
export function isDialling(call: CallRow, legs: readonly LegRow[]): boolean {
  if (call.direction !== 'outbound' || call.state !== 'connecting') return false
  return findCustomerLeg(legs)?.up_at == null
}

/** The agent's line is up: now, and not before, the number is dialled. Given up meanwhile: nobody's telephone rings. */
export async function dialCustomer(flow: Flow, call: CallRow, agentLeg: LegRow): Promise<void> {
  if (call.ended_by !== null) return
  const legId = LegId.parse(flow.newId())
  const leg = { id: legId, call_id: call.id, role: 'customer' as const, user_id: null, vendor_id: null }
  await insertLeg(flow.tx, { ...leg, state: 'dialing', place: 'parked', now: flow.now })
  await setDue(flow, 'join', call.id, flow.now + CALLED_RINGS_MS + SLACK_MS)
  const inserted = await findLeg(flow.tx, legId)
  if (inserted && call.agent_id !== null) await flow.emit(UserId.parse(call.agent_id), toLegChanged(call, inserted))
  const dial: Step = {
    ...{ op: 'dial', legId, role: 'customer', to: { kind: 'number', address: call.caller_number ?? '' } },
    ...{ from: call.dialled_number, timeoutMs: CALLED_RINGS_MS, confirm: false },
    detect: flow.context.lines.get(call.provider)?.capabilities.detectsMachines ?? false,
  }
  const join: Step[] = agentLeg.place === 'bridge' ? [] : [{ op: 'bridge', legId: LegId.parse(agentLeg.id) }]
  const { provider, id: callId } = call
  await startSequence(flow, { provider, callId, name: 'dial-out', steps: [...join, dial], aboutLegId: legId })
}

/** It comes to nothing on our side: the agent's own line did not come up, or the line forgot the ringing. */
export async function failDialling(flow: Flow, call: CallRow, legs: readonly LegRow[]): Promise<void> {
  const agentLeg = findAgentLeg(legs, call.agent_id)
  const isOurs = agentLeg?.up_at == null
  const told = isOurs ? agentLeg?.cause : null
  const cause = told == null ? 'no_answer' : TerminationCause.parse(told)
  const ending: CallEnding = { endedBy: 'system', cause, ...(isOurs ? { unanswered: 'own_phone' } : {}) }
  await endCall(flow, call, ending)
}
