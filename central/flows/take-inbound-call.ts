import { insertCall } from '#central/calls/call-rows.ts'
import { insertLeg } from '#central/calls/leg-rows.ts'
import type { CallerFound } from '#central/customers/caller-found.ts'
import { findReadCaller } from '#central/customers/find-caller.ts'
import { openInteraction } from '#central/interactions/open-interaction.ts'
import { findQueueByNumber, type QueueRow } from '#central/routing/queues.ts'
import { reserveAgent } from '#central/routing/reserve-agent.ts'
import type { LineEvent } from '#central/telephony/adapter.ts'
import { type CallerNumber, normalisePhone, readCallerNumber } from '#shared/domain/phone-number.ts'
import { InteractionId, OfferId, QueueId } from '#shared/protocol/ids.ts'
import { endCall } from './end-call.ts'
import { announceOffer } from './place-call.ts'
import { type Flow, type FlowContext, runFlow } from './run-flow.ts'
import { startSequence } from './sequence.ts'
import { turnAway } from './turn-away.ts'
import { waitInLine } from './wait-in-line.ts'

export type Arrival = Extract<LineEvent, { type: 'arrived' }>

/** An arrival that was on its way for so long is history: its caller is not there any more. */
const STALE_AFTER_MS = 3_600_000

/**
 * A call reaches us: its one interaction is opened, the caller looked up, and the longest idle agent of the dialled
 * number's queue is offered the call; with nobody free it waits in line. All in one transaction, and once per
 * provider's call however often it is reported.
 */
export async function takeInboundCall(context: FlowContext, provider: string, arrival: Arrival): Promise<void> {
  try {
    await runFlow(context, (flow) => recordArrival(flow, provider, arrival))
  } catch (error) {
    if (!(error instanceof KnownCall)) throw error
  }
}

/** Thrown to undo the reservation of an agent when the call turns out to be known already. */
class KnownCall extends Error {}

async function recordArrival(flow: Flow, provider: string, arrival: Arrival): Promise<void> {
  const { tx, now } = flow
  const dialled = readDialled(arrival.to, flow.context.region)
  const queue = await findQueueByNumber(tx, dialled)
  const caller = readCaller(arrival, flow.context.region)
  const number = writeNumber(caller)
  const found = await findReadCaller(tx, caller)
  const interactionId = InteractionId.parse(flow.newId())
  await openInteraction(tx, {
    id: interactionId,
    customerId: found.kind === 'known' ? found.customerId : null,
    channel: 'call',
    direction: 'inbound',
    startedAt: now,
    queueId: queue && QueueId.parse(queue.id),
    number,
    matchReason: readReason(found),
  })
  const isStale = now - arrival.at > STALE_AFTER_MS
  const offerId = OfferId.parse(flow.newId())
  const userId = queue && !isStale ? await reserveAgent(tx, { queueId: queue.id, offerId, now }) : null
  const call = {
    id: arrival.callId,
    interaction_id: interactionId,
    queue_id: queue?.id ?? null,
    provider,
    vendor_id: arrival.vendorId,
    direction: 'inbound' as const,
    caller_number: number,
    dialled_number: dialled,
    state: userId ? ('offered' as const) : ('queued' as const),
    agent_id: userId,
    arrived_at: now,
    queue_position_at: now,
    ...{ answered_at: null, away_since: null, away_parked_at: null, parked_by: null, parked_at: null },
    first_answered_at: null,
    held_since: null,
    held_ms: 0,
    ended_at: null,
    ended_by: null,
    cause: null,
    match: JSON.stringify(found),
    version: 1,
  }
  if (!(await insertCall(tx, call))) throw new KnownCall()
  const customer = { id: arrival.legId, call_id: call.id, role: 'customer' as const, user_id: null }
  const isNew = await insertLeg(tx, {
    ...customer,
    vendor_id: arrival.vendorId,
    state: 'ringing',
    place: 'parked',
    now,
  })
  if (queue && userId) await announceOffer(flow, call, queue, { offerId, userId })
  // the end was reported before the beginning, or the beginning hours after it
  if (!isNew || isStale) return endCall(flow, call, { endedBy: 'customer', cause: 'normal' })
  await receive(flow, call, { queue, isOffered: userId !== null, legId: arrival.legId })
}

/** What the caller gets: the line is picked up with music, and with nobody free a place in line or the treatment. */
async function receive(
  flow: Flow,
  call: Parameters<typeof endCall>[1],
  { queue, isOffered, legId }: { queue: QueueRow | null; isOffered: boolean; legId: Arrival['legId'] },
): Promise<void> {
  if (!queue) return turnAway(flow, call, null)
  await startSequence(flow, {
    provider: call.provider,
    callId: call.id,
    name: 'greet',
    steps: [
      { op: 'answer', legId },
      { op: 'park', legId, sound: { kind: 'music' } },
    ],
  })
  if (!isOffered) await waitInLine(flow, call, queue)
}

/** Nearly every provider gives the dialled number in E.164, and reading one costs more than looking it up. */
function readDialled(to: string, region: string): string {
  return /^\+[1-9]\d{6,14}$/.test(to) ? to : (normalisePhone(to, region)?.e164 ?? to)
}

function readCaller({ from }: Arrival, region: string): CallerNumber {
  return from.kind === 'withheld' ? from : readCallerNumber(from.address, region)
}

/** E.164, or as received when no country has such a number; null = withheld. */
function writeNumber(caller: CallerNumber): string | null {
  switch (caller.kind) {
    case 'number':
      return caller.e164
    case 'raw':
      return caller.text
    case 'withheld':
      return null
    default:
      return caller satisfies never
  }
}

function readReason(found: CallerFound) {
  return found.kind === 'known' ? found.reason : null
}
