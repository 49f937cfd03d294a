import type { Selectable } from 'kysely'
import { fromJson } from '#central/db/columns.ts'
import type { Executor } from '#central/db/executor.ts'
import { prepareQuery } from '#central/db/prepare-query.ts'
import type { CallTables } from '#central/db/schema/calls.ts'
import type { CustomerId, UserId } from '#shared/protocol/ids.ts'
import type { CustomerCard } from '#shared/protocol/view/customer.ts'
import type { CallerMatch, RingPicture } from '#shared/protocol/view/ring.ts'
import { buildCard } from './build-card.ts'
import { CallerFound } from './caller-found.ts'
import { readSummaries } from './read-summaries.ts'

const DAY = 24 * 60 * 60 * 1000
const MOST_NOTES = 20

export type RingingCall = Pick<
  Selectable<CallTables['call']>,
  'interaction_id' | 'queue_id' | 'caller_number' | 'dialled_number' | 'arrived_at' | 'match'
>

/**
 * The caller's whole story as it travels beside a ring, a resume or a snapshot. A customer the agent linked
 * meanwhile takes the place of what was found by number. `from`: who hands it over or asks; then what was noted so far
 * travels with it.
 */
export async function buildRingPicture(
  db: Executor,
  call: RingingCall,
  now: number,
  from: UserId | null = null,
): Promise<RingPicture> {
  const facts = await readFacts(db, call)
  const found = facts.linked ?? CallerFound.parse(fromJson(call.match))
  const match = await buildMatch(db, found, now)
  return {
    callerNumber: call.caller_number,
    dialledNumber: call.dialled_number,
    match,
    scriptId: facts.scriptId,
    lastAgentName: match.kind === 'known' ? await findLastAgent(db, match.card, call.interaction_id) : null,
    callsToday: facts.callsToday,
    fromAgentName: from === null ? null : await readName(db, from),
    notes: from === null ? [] : await readNotes(db, call.interaction_id),
  }
}

async function readFacts(db: Executor, call: RingingCall) {
  const [row] = await selectFacts(db, {
    interactionId: call.interaction_id,
    queueId: call.queue_id ?? '',
    number: call.caller_number ?? '',
    after: call.arrived_at - DAY,
    until: call.arrived_at,
  })
  if (!row) throw new Error('the facts of a call are always one row')
  const reason = row.match_reason ?? 'chosen_by_agent'
  return {
    scriptId: row.script_id,
    linked: row.customer_id === null ? null : CallerFound.parse({ kind: 'known', customerId: row.customer_id, reason }),
    // this call counts even where its own record is not written yet, and a hidden number cannot be counted
    callsToday: call.caller_number === null ? 1 : Math.max(1, row.calls ?? 0),
  }
}

async function buildMatch(db: Executor, found: CallerFound, now: number): Promise<CallerMatch> {
  if (found.kind === 'known') {
    const card = await buildCard(db, found.customerId as CustomerId, now)
    return card ? { kind: 'known', reason: found.reason, card } : { kind: 'unknown' }
  }
  if (found.kind !== 'candidates') return found
  const reasons = new Map<string, (typeof found.candidates)[number]['reason']>()
  for (const candidate of found.candidates) reasons.set(candidate.customerId, candidate.reason)
  const customers = await readSummaries(db, [...reasons.keys()])
  const candidates = customers.map((customer) => ({ reason: reasons.get(customer.customerId) ?? 'last7', customer }))
  return candidates.length > 0 ? { kind: 'candidates', shared: found.shared, candidates } : { kind: 'unknown' }
}

/** The card's interactions nearly always tell; only a customer whose last twenty had no agent costs a statement. */
async function findLastAgent(db: Executor, card: CustomerCard, thisInteraction: string): Promise<string | null> {
  const recent = card.recentInteractions.find((one) => one.agentName !== null && one.interactionId !== thisInteraction)
  if (recent || card.profile.counts.interactions <= card.recentInteractions.length) return recent?.agentName ?? null
  const row = await db
    .selectFrom('interaction')
    .select('agent_name')
    .where('customer_id', '=', card.profile.customerId)
    .where('agent_name', 'is not', null)
    .where('id', '!=', thisInteraction)
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.agent_name ?? null
}

async function readName(db: Executor, userId: UserId): Promise<string | null> {
  const user = await db.selectFrom('user').select('name').where('id', '=', userId).executeTakeFirst()
  return user?.name ?? null
}

/** The newest notes of this very call, oldest first. */
async function readNotes(db: Executor, interactionId: string): Promise<RingPicture['notes']> {
  const rows = await db
    .selectFrom('note')
    .select(['author', 'text', 'written_at'])
    .where('interaction_id', '=', interactionId)
    .orderBy('written_at', 'desc')
    .limit(MOST_NOTES)
    .execute()
  return rows.reverse().map((row) => ({ author: row.author, text: row.text, writtenAt: row.written_at }))
}

type Slots = { interactionId: string; queueId: string; number: string; after: number; until: number }

const selectFacts = prepareQuery((db, slot: Slots) =>
  db.selectNoFrom((e) => [
    e.selectFrom('queue').select('script_id').where('id', '=', slot.queueId).as('script_id'),
    e.selectFrom('interaction').select('customer_id').where('id', '=', slot.interactionId).as('customer_id'),
    e.selectFrom('interaction').select('match_reason').where('id', '=', slot.interactionId).as('match_reason'),
    e
      .selectFrom('interaction')
      .select((s) => s.fn.countAll<number>().as('count'))
      .where('number', '=', slot.number)
      .where('started_at', '>', slot.after)
      .where('started_at', '<=', slot.until)
      .where('channel', '=', 'call')
      .as('calls'),
  ]),
)
