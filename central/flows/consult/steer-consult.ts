import type { ConsultRow } from '#central/calls/consult-rows.ts'
import type { LegRow } from '#central/calls/leg-rows.ts'
import { readLineControls } from '#central/flows/line-controls.ts'
import type { Flow, FlowContext } from '#central/flows/run-flow.ts'
import type { Step } from '#central/flows/sequence.ts'
import { type CallTarget, type Held, steer } from '#central/flows/steer-call.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { LegId } from '#shared/protocol/ids.ts'
import { endConsult } from './end-consult.ts'
import { handOver } from './hand-over.ts'

type Asking = Held & { consult: ConsultRow; target: LegRow }

const bridge = (leg: LegRow): Step => ({ op: 'bridge', legId: LegId.parse(leg.id) })
const park = (leg: LegRow): Step => ({ op: 'park', legId: LegId.parse(leg.id), sound: { kind: 'music' } })
const hangUp = (leg: LegRow): Step => ({ op: 'hang-up', legId: LegId.parse(leg.id), cause: 'normal' })

/** Whoever was parked is talked to, the other hears music. Out of a conference it is the customer who waits. */
export function swapConsult(context: FlowContext, target: CallTarget): Promise<Outcome<null>> {
  return rearrange(context, target, ({ consult, customer, target }) => {
    if (consult.state === 'merged') return accept([park(customer)])
    const [there, back] = consult.state === 'talking' ? [target, customer] : [customer, target]
    return accept([park(there), bridge(back)])
  })
}

/** All three in one conversation. */
export function mergeConsult(context: FlowContext, target: CallTarget): Promise<Outcome<null>> {
  return rearrange(context, target, ({ call, customer, target }) => {
    if (!readLineControls(context.lines, call.provider).conference) return refuse('line_unsupported')
    return accept([customer, target].filter((leg) => leg.place !== 'bridge').map(bridge))
  })
}

/** Whoever is asked, or rung, is let go; the customer is back. */
export function cancelConsult(context: FlowContext, target: CallTarget): Promise<Outcome<null>> {
  return steer(context, target, async (held, flow) => {
    const { consult } = held
    if (!consult) return refuse('consult_wrong_state')
    const steps = await endConsult(flow, { ...held, consult }, 'canceled')
    return accept({ name: 'rearrange', steps: [...steps, bridge(held.customer)] })
  })
}

/** Customer and target go on together; this agent leaves into wrap-up. */
export function completeConsult(context: FlowContext, target: CallTarget): Promise<Outcome<null>> {
  return steer(context, target, async (held, flow) => {
    const asking = findAsking(held)
    if (!asking) return refuse('consult_wrong_state')
    await handOver(flow, asking)
    const apart = [held.customer, asking.target].filter((leg) => leg.place !== 'bridge')
    return accept({ name: 'hand-on', steps: [...apart.map(bridge), hangUp(held.agentLeg)] })
  })
}

function rearrange(
  context: FlowContext,
  target: CallTarget,
  plan: (asking: Asking, flow: Flow) => Outcome<Step[]>,
): Promise<Outcome<null>> {
  return steer(context, target, (held, flow) => {
    const asking = findAsking(held)
    if (!asking) return refuse('consult_wrong_state')
    const steps = plan(asking, flow)
    return steps.ok ? accept({ name: 'rearrange', steps: steps.value }) : steps
  })
}

/** The consult with a target who has answered; undefined while they only ring. */
function findAsking(held: Held): Asking | undefined {
  const { consult, legs } = held
  const target = legs.find((leg) => leg.id === consult?.leg_id)
  if (!consult || consult.state === 'ringing' || target?.state !== 'up') return undefined
  return { ...held, consult, target }
}
