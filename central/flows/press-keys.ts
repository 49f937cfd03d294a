import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { LegId } from '#shared/protocol/ids.ts'
import { readLineControls } from './line-controls.ts'
import { type FlowContext, runFlow } from './run-flow.ts'
import { type CallTarget, lineRefusals, takeInHand } from './steer-call.ts'

/**
 * Key tones for whoever the agent talks to. The digits may be a card's or a secret: they are given to the line and
 * written nowhere, not even in the journal, so a central that dies in between does not press them again.
 */
export async function pressKeys(
  context: FlowContext,
  { userId, callId, digits }: CallTarget & { digits: string },
): Promise<Outcome<null>> {
  const found = await runFlow(context, async (flow): Promise<Outcome<{ provider: string; legId: LegId }>> => {
    const held = await takeInHand(flow, userId, callId)
    if (!held.ok) return held
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
