import { type CallRow, lockCall, updateCall } from '#central/calls/call-rows.ts'
import type { Sequence } from '#central/calls/journal.ts'
import { type LegRow, listLegs } from '#central/calls/leg-rows.ts'
import { readQueue } from '#central/routing/queues.ts'
import type { LineCommand } from '#central/telephony/adapter.ts'
import { findCustomerLeg } from '#shared/domain/call/call-legs.ts'
import { LegId } from '#shared/protocol/ids.ts'
import { takenBack } from './consult/hand-over.ts'
import { type Flow, type FlowContext, runFlow } from './run-flow.ts'
import { startSequence } from './sequence.ts'
import { readSteps } from './sequence-steps.ts'
import { backInLine, FIRST_IN_LINE } from './wait-in-line.ts'

/**
 * A call that is with somebody outside: they come up and are joined with the customer; they never answer and the
 * customer is first in line with us again; they hang up after they talked and nobody is left to talk to.
 */
export async function followHandedOn(flow: Flow, call: CallRow, legs: readonly LegRow[], moved: LegRow): Promise<void> {
  const customer = findCustomerLeg(legs)
  // the end of somebody asked before may be told late: who has the call is who was dialled last
  const target = legs.findLast((leg) => leg.role === 'target')
  if (moved.id !== target?.id || !customer || call.ended_by !== null) return
  const { provider, id: callId } = call
  if (moved.state === 'up') {
    const apart = [moved, customer].filter((leg) => leg.place !== 'bridge')
    const steps = apart.map((leg) => ({ op: 'bridge' as const, legId: LegId.parse(leg.id) }))
    return startSequence(flow, { provider, callId, name: 'rearrange', steps })
  }
  if (moved.state !== 'ended') return
  // a customer who is still parked never spoke to them: gone in the moment of the hand-over
  if (moved.up_at === null || customer.place !== 'bridge') return takeBack(flow, call)
  await updateCall(flow.tx, call, { ended_by: 'system' })
  const steps = [{ op: 'hang-up' as const, legId: LegId.parse(customer.id), cause: 'normal' as const }]
  await startSequence(flow, { provider, callId, name: 'hang-up', steps })
}

/** Whom nobody outside takes, or who is alone with us again: first in line, with music. */
export async function takeBack(flow: Flow, call: CallRow): Promise<void> {
  if (call.queue_id === null) return
  const change = { state: 'queued' as const, agent_id: null, queue_position_at: FIRST_IN_LINE }
  const waiting = await updateCall(flow.tx, call, { ...takenBack(call), ...change })
  const customer = findCustomerLeg(await listLegs(flow.tx, [call.id]))
  const steps = customer
    ? [{ op: 'park' as const, legId: LegId.parse(customer.id), sound: { kind: 'music' as const } }]
    : []
  await startSequence(flow, { provider: call.provider, callId: call.id, name: 'rearrange', steps })
  await backInLine(flow, waiting, await readQueue(flow.tx, call.queue_id))
}

/**
 * The line stopped half-way: who handed the call on leaves its conversation all the same, and a customer who was not
 * joined with somebody outside is first in line again.
 */
export async function failHandingOn(context: FlowContext, sequence: Sequence, failed: LineCommand): Promise<void> {
  const { provider, commands } = readSteps(sequence)
  const unsent = commands.slice(commands.findIndex((command) => command.commandId === failed.commandId))
  const { callId } = sequence
  await runFlow(context, async (flow) => {
    const call = await lockCall(flow.tx, callId)
    if (!call || call.state === 'ended') return
    const leaving = new Set(unsent.flatMap(({ op, legId }) => (op === 'hang-up' ? [legId] : [])))
    const isApart = failed.op !== 'hang-up' || unsent.some(({ op }) => op === 'dial')
    if (call.state === 'handed_on' && call.ended_by === null && isApart) {
      const legs = await listLegs(flow.tx, [callId])
      const target = legs.findLast((leg) => leg.role === 'target')
      if (target && target.state !== 'ended') leaving.add(LegId.parse(target.id))
      await takeBack(flow, call)
    }
    const steps = [...leaving].map((legId) => ({ op: 'hang-up' as const, legId, cause: 'normal' as const }))
    await startSequence(flow, { provider, callId, name: 'rearrange', steps })
  })
}
