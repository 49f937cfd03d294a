import type { Kysely } from 'kysely'
import { findAgent } from '#central/agents/agent-rows.ts'
import { toCallFacts, toOfferFacts, toWrapUpFacts } from '#central/calls/call-facts.ts'
import { type CallRow, findCall } from '#central/calls/call-rows.ts'
import { findLastConsult } from '#central/calls/consult-rows.ts'
import { listLegs } from '#central/calls/leg-rows.ts'
import { findMonitor } from '#central/calls/monitor-rows.ts'
import { findOpenOfferOfAgent } from '#central/calls/offer-rows.ts'
import { findRecordingOfCall } from '#central/calls/recording-rows.ts'
import { listOpenWrapUps } from '#central/calls/wrap-up-rows.ts'
import { buildRingPicture } from '#central/customers/build-ring-picture.ts'
import { readEpoch } from '#central/db/event-log.ts'
import type { Executor } from '#central/db/executor.ts'
import type { Database } from '#central/db/schema.ts'
import { readQueue } from '#central/routing/queues.ts'
import { listOpenTasks } from '#central/tasks/list-tasks.ts'
import { CallId, CustomerId, type UserId } from '#shared/protocol/ids.ts'
import type { Snapshot } from '#shared/protocol/snapshot.ts'
import { listCallsOnDesk } from './calls-on-desk.ts'
import { findHandover } from './find-handover.ts'
import type { LineDirectory } from './flow-context.ts'
import { readLineControls } from './line-controls.ts'

/** Whose position, and what it is read from. */
type Position = { db: Kysely<Database>; lines: LineDirectory; userId: UserId; now: number }

/**
 * An agent's whole position, with the pictures that rang. Read in one transaction, so that `seq` and everything
 * beside it belong to the same moment.
 */
export function buildSnapshot({ db, lines, userId, now }: Position): Promise<Snapshot> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const agent = await findAgent(tx, userId)
      return {
        epoch: await readEpoch(tx),
        seq: agent?.row.seq ?? 0,
        takenAt: now,
        state: agent?.position.state ?? { kind: 'offline', since: 0 },
        next: agent?.position.next ?? null,
        offer: await readOffer(tx, userId, now),
        calls: await readCalls(tx, lines, userId, now),
        wrapUps: await readWrapUps(tx, userId, now),
        tasks: await listOpenTasks(tx, userId),
      }
    })
}

async function readOffer(tx: Executor, userId: UserId, now: number): Promise<Snapshot['offer']> {
  const offer = await findOpenOfferOfAgent(tx, userId)
  if (!offer || offer.expires_at <= now) return null
  const call = await findCall(tx, offer.call_id)
  if (!call) return null
  const facts = toOfferFacts(offer, call)
  return { facts, picture: await buildRingPicture(tx, call, now, facts.fromUserId) }
}

async function readCalls(tx: Executor, lines: LineDirectory, userId: UserId, now: number): Promise<Snapshot['calls']> {
  const calls = await listCallsOnDesk(tx, userId)
  const ids = calls.map((call) => call.id)
  const legs = Map.groupBy(await listLegs(tx, ids), (leg) => leg.call_id)
  const entries: Snapshot['calls'] = []
  for (const call of calls) {
    entries.push({
      call: toCallFacts(call, legs.get(call.id) ?? [], {
        ...{ userId, controls: readLineControls(lines, call.provider) },
        consult: await findLastConsult(tx, call.id),
        monitor: await findMonitor(tx, call.id),
        recording: await findRecordingOfCall(tx, call.id),
      }),
      customerId: await readCustomerId(tx, call),
      picture: await buildRingPicture(tx, call, now, await findHandover(tx, { callId: CallId.parse(call.id), userId })),
    })
  }
  return entries
}

async function readWrapUps(tx: Executor, userId: UserId, now: number): Promise<Snapshot['wrapUps']> {
  const entries: Snapshot['wrapUps'] = []
  for (const wrapUp of await listOpenWrapUps(tx, userId)) {
    const call = await findCall(tx, wrapUp.call_id)
    entries.push({
      // an agent who ended it still stands on the call
      facts: toWrapUpFacts(wrapUp, await readQueue(tx, wrapUp.queue_id), call?.agent_id !== userId),
      customerId: call ? await readCustomerId(tx, call) : null,
      picture: call ? await buildRingPicture(tx, call, now) : null,
    })
  }
  return entries
}

async function readCustomerId(tx: Executor, call: CallRow): Promise<CustomerId | null> {
  const row = await tx
    .selectFrom('interaction')
    .select('customer_id')
    .where('id', '=', call.interaction_id)
    .executeTakeFirst()
  return row?.customer_id ? CustomerId.parse(row.customer_id) : null
}
