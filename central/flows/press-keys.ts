import { findCall } from '#central/calls/call-rows.ts'
import { findConsultOfAgent } from '#central/calls/consult-rows.ts'
import { listLegs } from '#central/calls/leg-rows.ts'
import { findCustomerLeg } from '#shared/domain/call/call-legs.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { LegId } from '#shared/protocol/ids.ts'
import { readLineControls } from './line-controls.ts'
import { type Flow, type FlowContext, runFlow } from './run-flow.ts'
import { type CallTarget, lineRefusals, takeInHand } from './steer-call.ts'

type Pressed = { provider: string; legId: LegId }

/**
 * Key tones for whoever the agent talks to. The digits may be a card's or a secret: they are given to the line and
 * written nowhere, not even in the journal, so a central that dies in between does not press them again.
 */
export async function pressKeys(
  context: FlowContext,
  { userId, callId, digits }: CallTarget & { digits: string },
): Promise<Outcome<null>> {
  const found = await runFlow(context, async (flow): Promise<Outcome<Pressed>> => {
    const held = await takeInHand(flow, userId, callId)
    if (!held.ok) return held.refusal.code === 'call_not_found' ? findAsAsked(flow, { userId, callId }) : held
    const { call, consult, customer } = held.value
    if (call.state !== 'connected') return refuse('call_wrong_state')
    if (!readLineControls(context.lines, call.provider).keypad) return refuse('line_unsupported')
    const isTalkingToTarget = consult?.state === 'talking' && consult.leg_id !== null
    return accept({ provider: call.provider, legId: LegId.parse(isTalkingToTarget ? consult.leg_id : customer.id) })
  })
  if (!found.ok) return found
  const { provider, legId } = found.value
  const line = context.lines.get(provider)
  if (!line) return refuse('line_unreachable')
  const command = { op: 'dtmf' as const, commandId: context.newId(), callId, legId, digits }
  const answer = await context.sequencer.run(callId, () => line.do(command))
  return answer.ok ? accept(null) : refuse(lineRefusals[answer.code])
}

/** Who is asked about a call talks to its customer only when all three do. */
async function findAsAsked(flow: Flow, { userId, callId }: CallTarget): Promise<Outcome<Pressed>> {
  const consult = await findConsultOfAgent(flow.tx, userId)
  const call = consult?.call_id === callId ? await findCall(flow.tx, callId) : null
  if (!call) return refuse('call_not_found')
  const customer = findCustomerLeg(await listLegs(flow.tx, [callId]))
  if (consult?.state !== 'merged' || !customer) return refuse('consult_wrong_state')
  if (!readLineControls(flow.context.lines, call.provider).keypad) return refuse('line_unsupported')
  return accept({ provider: call.provider, legId: LegId.parse(customer.id) })
}
