import { type CallRow, findCall, lockCallOf, updateCall } from '#central/calls/call-rows.ts'
import { type ConsultRow, findOpenConsult } from '#central/calls/consult-rows.ts'
import type { Sequence, SequenceName } from '#central/calls/journal.ts'
import { type LegRow, listLegs } from '#central/calls/leg-rows.ts'
import { findAgentLeg, findCustomerLeg } from '#shared/domain/call/call-legs.ts'
import { readPark } from '#shared/domain/call/park.ts'
import { accept, type ErrorCode, type Outcome, refuse } from '#shared/protocol/error.ts'
import { type CallId, LegId, type UserId } from '#shared/protocol/ids.ts'
import type { LineFailure, SequenceResult } from './flow-context.ts'
import { letGo } from './park/put-back.ts'
import { type Flow, type FlowContext, runFlow } from './run-flow.ts'
import { journalSequence, type Step } from './sequence.ts'

/** A call in an agent's hands: both legs stand. `consult`: whom the agent is asking about it. */
export type Held = { call: CallRow; customer: LegRow; agentLeg: LegRow; legs: LegRow[]; consult: ConsultRow | null }
export type Plan = { name: SequenceName; steps: Step[]; aboutLegId?: string }
export type CallTarget = { userId: UserId; callId: CallId }

/** Music for the customer, silence for the agent. Already on hold: fine. */
export function holdCall(context: FlowContext, target: CallTarget): Promise<Outcome<null>> {
  return steer(context, target, ({ call, customer, consult }) => {
    if (call.state !== 'connected') return refuse('call_wrong_state')
    if (consult) return refuse('consult_wrong_state')
    const legId = LegId.parse(customer.id)
    return accept({ name: 'hold', steps: [{ op: 'park', legId, sound: { kind: 'music' } }] })
  })
}

/** Back into the conversation. Not on hold: fine. */
export function resumeCall(context: FlowContext, target: CallTarget): Promise<Outcome<null>> {
  return steer(context, target, ({ call, customer, consult }) => {
    if (call.state !== 'connected') return refuse('call_wrong_state')
    if (consult) return refuse('consult_wrong_state')
    return accept({ name: 'resume', steps: [{ op: 'bridge', legId: LegId.parse(customer.id) }] })
  })
}

/** The customer stops or starts hearing the agent. */
export function muteCall(context: FlowContext, target: CallTarget & { on: boolean }): Promise<Outcome<null>> {
  return steer(context, target, ({ call, agentLeg }) => {
    if (call.state !== 'connected') return refuse('call_wrong_state')
    return accept({ name: 'mute', steps: [{ op: 'mute', legId: LegId.parse(agentLeg.id), on: target.on }] })
  })
}

/** The agent ends the call for both sides. It is over when the line says so. A second click is what the first was. */
export async function hangUpCall(context: FlowContext, target: CallTarget): Promise<Outcome<null>> {
  const outcome = await hangUp(context, target)
  if (outcome.ok || outcome.refusal.code !== 'call_ended') return outcome
  const call = await findCall(context.db, target.callId)
  return call?.agent_id === target.userId && call.ended_by === 'agent' ? accept(null) : outcome
}

function hangUp(context: FlowContext, target: CallTarget): Promise<Outcome<null>> {
  return steer(context, target, async ({ call, customer, agentLeg }, flow) => {
    // they have not said a word to this customer: it is as if they had not picked it up
    if (readPark(call) === 'picking') return accept({ name: 'rearrange', steps: await letGo(flow, call, agentLeg) })
    await updateCall(flow.tx, call, { ended_by: 'agent' })
    const steps: Step[] = [customer, agentLeg]
      .filter((leg) => leg.state !== 'ended')
      .map((leg) => ({ op: 'hang-up', legId: LegId.parse(leg.id), cause: 'normal' }))
    return accept({ name: 'hang-up', steps })
  })
}

/**
 * Journals what a command asks of the line, lets the line do it, and answers what the line said. The call itself
 * moves only when the line reports that it did.
 */
export async function steer(
  context: FlowContext,
  { userId, callId }: CallTarget,
  plan: (held: Held, flow: Flow) => Outcome<Plan> | Promise<Outcome<Plan>>,
): Promise<Outcome<null>> {
  const journalled = await runFlow(context, async (flow): Promise<Outcome<Sequence>> => {
    const held = await takeInHand(flow, userId, callId)
    if (!held.ok) return held
    const planned = await plan(held.value, flow)
    if (!planned.ok) return planned
    return accept(await journalSequence(flow, { provider: held.value.call.provider, callId, ...planned.value }))
  })
  if (!journalled.ok) return journalled
  return answerLine(journalled.value, await context.runSequence(journalled.value))
}

/** What the line said of a sequence, as an answer to who asked for it. */
export function answerLine({ name }: Sequence, result: SequenceResult): Outcome<null> {
  if (result.ok) return accept(null)
  const { failure, command } = result
  // to hang up what is gone already is what was wanted
  const isWanted = failure.code === 'gone' && (name === 'hang-up' || command.op === 'hang-up')
  return isWanted ? accept(null) : refuse(lineRefusals[failure.code])
}

export const lineRefusals: Record<LineFailure['code'], ErrorCode> = {
  gone: 'call_ended',
  wrong_state: 'call_wrong_state',
  unsupported: 'line_unsupported',
  busy: 'line_refused',
  vendor: 'line_unreachable',
}

/** The call of this agent, held by the transaction, with both its legs. */
export async function takeInHand(flow: Flow, userId: UserId, callId: CallId): Promise<Outcome<Held>> {
  const call = await lockCallOf(flow.tx, { callId, userId })
  if (!call) return refuse('call_not_found')
  if (call.state === 'ended') return refuse('call_ended')
  const legs = await listLegs(flow.tx, [callId])
  const customer = findCustomerLeg(legs)
  const agentLeg = findAgentLeg(legs, userId)
  if (!customer || !agentLeg || call.state === 'offered') return refuse('call_wrong_state')
  if (call.ended_by !== null) return refuse('call_ended')
  // about to be nobody's: whatever the line did for this agent now would leave the customer without music
  if (readPark(call) === 'parking') return refuse('call_wrong_state')
  return accept({ call, customer, agentLeg, legs, consult: await findOpenConsult(flow.tx, callId) })
}
