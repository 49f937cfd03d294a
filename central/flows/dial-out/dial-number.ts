import { lockAgent } from '#central/agents/agent-rows.ts'
import { toCallFacts } from '#central/calls/call-facts.ts'
import { type CallRow, insertCall } from '#central/calls/call-rows.ts'
import { insertLeg, listLegs } from '#central/calls/leg-rows.ts'
import type { CallerFound } from '#central/customers/caller-found.ts'
import { findReadCaller } from '#central/customers/find-caller.ts'
import { dialAgent } from '#central/flows/dial-agent.ts'
import { guardNumber, guardOf, writeDialled } from '#central/flows/guard-number.ts'
import { readLineControls } from '#central/flows/line-controls.ts'
import { moveLockedAgent } from '#central/flows/move-agent.ts'
import { type Flow, type FlowContext, runFlow } from '#central/flows/run-flow.ts'
import { assignInteraction } from '#central/interactions/assign-interaction.ts'
import { openInteraction } from '#central/interactions/open-interaction.ts'
import { type DiallingQueue, listDiallingQueues } from '#central/routing/dialling-queues.ts'
import type { Dialled } from '#shared/domain/dialling/read-dialled.ts'
import type { LiveCommand } from '#shared/protocol/command/live.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { CallId, type CustomerId, InteractionId, LegId, QueueId, type UserId } from '#shared/protocol/ids.ts'
import { findCallingLine } from './find-calling-line.ts'

export type DialWish = Omit<Extract<LiveCommand, { type: 'call.dial' }>, 'type'> & { userId: UserId }

/**
 * An agent calls somebody: the call is theirs at once, their own line is dialled, and when it is up the number. The
 * same wish twice is one call. Refused with what stands against the number, `dialling_not_allowed` without a queue to
 * call for, `state_not_allowed` to who has something in hand.
 */
export function dialNumber(context: FlowContext, wish: DialWish): Promise<Outcome<null>> {
  return runFlow(context, async (flow) => {
    const { userId } = wish
    const agent = await lockAgent(flow.tx, userId)
    if (!agent) return refuse('state_not_allowed')
    const line = findCallingLine(context.lines)
    if (!line) return refuse('line_unsupported')
    const vendorId = `dialled-${userId}-${wish.dialId}`
    if (await isKnown(flow, line.name, vendorId)) return accept(null)
    const { kind } = agent.position.state
    if (kind !== 'available' && kind !== 'not_ready') return refuse('state_not_allowed')
    const chosen = choose(await listDiallingQueues(flow.tx, userId, wish.queueId), wish.from)
    if (!chosen) return refuse('dialling_not_allowed')
    const allowed = await guardNumber(guardOf(flow), { ...wish, queue: chosen.queue })
    if (!allowed.ok) return allowed
    const call = await recordCall(flow, wish, { ...chosen, dialled: allowed.value, provider: line.name, vendorId })
    const legId = LegId.parse(flow.newId())
    const leg = { id: legId, call_id: call.id, role: 'agent' as const, user_id: userId, vendor_id: null }
    await insertLeg(flow.tx, { ...leg, state: 'dialing', place: 'parked', now: flow.now })
    const controls = readLineControls(context.lines, call.provider)
    const facts = toCallFacts(call, await listLegs(flow.tx, [call.id]), {
      userId,
      controls,
      consult: null,
      monitor: null,
      recording: null,
    })
    await flow.emit(userId, { type: 'call.dialed', call: facts })
    await moveLockedAgent(flow, agent, { type: 'dialed', callId: CallId.parse(call.id) })
    await dialAgent(flow, call, { legId, userId })
    return accept(null)
  })
}

type Chosen = Pick<DiallingQueue, 'queue'> & { from: string }

/** The first queue that has the number which is to be shown. */
function choose(queues: readonly DiallingQueue[], from: string | null): Chosen | null {
  for (const { queue, numbers } of queues) {
    const shown = from === null ? numbers[0] : numbers.find((number) => number === from)
    if (shown !== undefined) return { queue, from: shown }
  }
  return null
}

async function isKnown({ tx }: Flow, provider: string, vendorId: string): Promise<boolean> {
  const query = tx.selectFrom('call').select('id').where('provider', '=', provider).where('vendor_id', '=', vendorId)
  return (await query.executeTakeFirst()) !== undefined
}

type Line = { provider: string; vendorId: string; dialled: Dialled }

async function recordCall(flow: Flow, wish: DialWish, { queue, from, ...line }: Chosen & Line): Promise<CallRow> {
  const { tx, now } = flow
  const { userId } = wish
  const number = writeDialled(line.dialled)
  const found = await findWhom(flow, line.dialled, wish.customerId)
  const interactionId = InteractionId.parse(flow.newId())
  await openInteraction(tx, {
    id: interactionId,
    customerId: found.kind === 'known' ? found.customerId : null,
    ...{ channel: 'call', direction: 'outbound', startedAt: now, queueId: QueueId.parse(queue.id), number },
    matchReason: found.kind === 'known' ? found.reason : null,
  })
  await assignInteraction(tx, { id: interactionId, userId })
  const call: CallRow = {
    ...{ id: flow.newId(), interaction_id: interactionId, queue_id: queue.id },
    ...{ provider: line.provider, vendor_id: line.vendorId, direction: 'outbound' },
    ...{ caller_number: number, dialled_number: from, state: 'connecting', agent_id: userId },
    ...{ arrived_at: now, queue_position_at: now, answered_at: null, first_answered_at: null },
    ...{ held_since: null, held_ms: 0, away_since: null, away_parked_at: null },
    ...{ parked_by: null, parked_at: null },
    ...{ ended_at: null, ended_by: null, cause: null, match: JSON.stringify(found), version: 1 },
  }
  if (!(await insertCall(tx, call))) throw new Error('a call of this wish was written beside a locked agent')
  return call
}

/** Whom the agent means, when there is such a customer; else whoever has the number. */
async function findWhom({ tx }: Flow, dialled: Dialled, customerId: CustomerId | null): Promise<CallerFound> {
  if (customerId !== null) {
    const meant = await tx.selectFrom('customer').select('id').where('id', '=', customerId).executeTakeFirst()
    if (meant) return { kind: 'known', customerId, reason: 'chosen_by_agent' }
  }
  return dialled.kind === 'number' ? findReadCaller(tx, { kind: 'number', e164: dialled.e164 }) : { kind: 'unknown' }
}
