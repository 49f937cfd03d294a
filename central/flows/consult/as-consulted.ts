import { type CallRow, lockCall } from '#central/calls/call-rows.ts'
import { type ConsultRow, findConsultOfAgent, findOpenConsult } from '#central/calls/consult-rows.ts'
import type { Sequence } from '#central/calls/journal.ts'
import { type LegRow, listLegs } from '#central/calls/leg-rows.ts'
import { type Flow, type FlowContext, runFlow } from '#central/flows/run-flow.ts'
import { journalSequence } from '#central/flows/sequence.ts'
import { answerLine, type CallTarget, type Plan } from '#central/flows/steer-call.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { LegId } from '#shared/protocol/ids.ts'
import { endConsult } from './end-consult.ts'

/** Who is asked about a call leaves it: for them it is over, and only their own line ends. */
export function leaveConsult(context: FlowContext, target: CallTarget): Promise<Outcome<null>> {
  return steerConsulted(context, target, async (flow, asked) => ({
    name: 'rearrange',
    steps: await endConsult(flow, asked, 'left'),
  }))
}

/** Who is asked about a call is not heard, or heard again. */
export function muteConsulted(context: FlowContext, target: CallTarget & { on: boolean }): Promise<Outcome<null>> {
  return steerConsulted(context, target, async (_, { leg }) => ({
    name: 'mute',
    steps: [{ op: 'mute', legId: LegId.parse(leg.id), on: target.on }],
  }))
}

type Consulted = { call: CallRow; legs: LegRow[]; consult: ConsultRow; leg: LegRow }

async function steerConsulted(
  context: FlowContext,
  target: CallTarget,
  plan: (flow: Flow, consulted: Consulted) => Promise<Plan>,
): Promise<Outcome<null>> {
  const journalled = await runFlow(context, async (flow): Promise<Outcome<Sequence>> => {
    const consulted = await takeOwnLeg(flow, target)
    if (!consulted.ok) return consulted
    const { provider, id: callId } = consulted.value.call
    return accept(await journalSequence(flow, { provider, callId, ...(await plan(flow, consulted.value)) }))
  })
  if (!journalled.ok) return journalled
  return answerLine(journalled.value, await context.runSequence(journalled.value))
}

async function takeOwnLeg(flow: Flow, { userId, callId }: CallTarget): Promise<Outcome<Consulted>> {
  // a call that is none of theirs is not even touched
  if ((await findConsultOfAgent(flow.tx, userId))?.call_id !== callId) return refuse('call_not_found')
  const call = await lockCall(flow.tx, callId)
  const consult = await findOpenConsult(flow.tx, callId)
  if (!call || consult?.to_user_id !== userId || consult.leg_id === null) return refuse('call_not_found')
  const legs = await listLegs(flow.tx, [callId])
  const leg = legs.find((one) => one.id === consult.leg_id)
  return leg ? accept({ call, legs, consult, leg }) : refuse('call_ended')
}
