import { lockCall } from '#central/calls/call-rows.ts'
import { findConsultOfAgent, findOpenConsult } from '#central/calls/consult-rows.ts'
import type { Sequence } from '#central/calls/journal.ts'
import { listLegs } from '#central/calls/leg-rows.ts'
import { type Flow, type FlowContext, runFlow } from '#central/flows/run-flow.ts'
import { journalSequence, type Step } from '#central/flows/sequence.ts'
import { answerLine, type CallTarget } from '#central/flows/steer-call.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { LegId } from '#shared/protocol/ids.ts'

/** Who is asked about a call leaves it: only their own line ends. */
export function leaveConsult(context: FlowContext, target: CallTarget): Promise<Outcome<null>> {
  return steerOwnLeg(context, target, (legId) => ({ op: 'hang-up', legId, cause: 'normal' }))
}

/** Who is asked about a call is not heard, or heard again. */
export function muteConsulted(context: FlowContext, target: CallTarget & { on: boolean }): Promise<Outcome<null>> {
  return steerOwnLeg(context, target, (legId) => ({ op: 'mute', legId, on: target.on }))
}

async function steerOwnLeg(
  context: FlowContext,
  target: CallTarget,
  makeStep: (legId: LegId) => Step,
): Promise<Outcome<null>> {
  const journalled = await runFlow(context, (flow) => journalStep(flow, target, makeStep))
  if (!journalled.ok) return journalled
  return answerLine(journalled.value, await context.runSequence(journalled.value))
}

async function journalStep(
  flow: Flow,
  { userId, callId }: CallTarget,
  makeStep: (legId: LegId) => Step,
): Promise<Outcome<Sequence>> {
  // a call that is none of theirs is not even touched
  if ((await findConsultOfAgent(flow.tx, userId))?.call_id !== callId) return refuse('call_not_found')
  const call = await lockCall(flow.tx, callId)
  const consult = await findOpenConsult(flow.tx, callId)
  if (!call || consult?.to_user_id !== userId || consult.leg_id === null) return refuse('call_not_found')
  const leg = (await listLegs(flow.tx, [callId])).find((one) => one.id === consult.leg_id)
  if (!leg || leg.state === 'ended') return refuse('call_ended')
  const step = makeStep(LegId.parse(leg.id))
  const name = step.op === 'mute' ? 'mute' : 'rearrange'
  return accept(await journalSequence(flow, { provider: call.provider, callId, name, steps: [step] }))
}
