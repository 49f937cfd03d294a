import { findCall } from '#central/calls/call-rows.ts'
import type { CallerFound } from '#central/customers/caller-found.ts'
import { findReadCaller } from '#central/customers/find-caller.ts'
import { readSummaries } from '#central/customers/read-summaries.ts'
import type { Executor } from '#central/db/executor.ts'
import { readTargetNumber } from '#central/flows/consult/read-target-number.ts'
import type { FlowContext } from '#central/flows/flow-context.ts'
import { type GuardedAt, guardNumber, writeDialled } from '#central/flows/guard-number.ts'
import { listDiallingQueues } from '#central/routing/dialling-queues.ts'
import { type Dialled, readDialled } from '#shared/domain/dialling/read-dialled.ts'
import type { CallId, CustomerId, QueueId, UserId } from '#shared/protocol/ids.ts'
import type { QueryParams, QueryResult } from '#shared/protocol/query/query.ts'
import type { CheckedNumber } from '#shared/protocol/view/dialling.ts'
import { MOST_OWNERS } from '#shared/protocol/view/directory.ts'
import { findCallingLine } from './find-calling-line.ts'

type Site = Pick<FlowContext, 'db' | 'lines' | 'clock' | 'region'>

/** What calling somebody would be answered, before anybody's telephone rings. No choices: the asker calls nobody. */
export async function checkDialling(
  { db, lines, clock, region }: Site,
  userId: UserId,
  { number, queueId, customerId, callId }: QueryParams<'dialling.check'>,
): Promise<QueryResult<'dialling.check'>> {
  const at = { db, now: clock.now(), region }
  if (callId !== null) {
    return { choices: [], called: number === null ? null : await checkTarget(at, { userId, number, callId }) }
  }
  const queues = findCallingLine(lines) === null ? [] : await listDiallingQueues(db, userId)
  const choices = queues.map(({ queue, numbers }) => ({ queueId: queue.id as QueueId, numbers }))
  const meant = queues.find(({ queue }) => queueId === null || queue.id === queueId)
  if (number === null || meant === undefined) return { choices, called: null }
  const allowed = await guardNumber(at, { userId, number, queue: meant.queue, customerId })
  const refused = allowed.ok ? null : allowed.refusal.code
  return { choices, called: await describe(db, readDialled(number, region), refused) }
}

/** Of a number to consult or transfer to; null: this agent does not have that call. */
async function checkTarget(
  at: GuardedAt,
  { userId, number, callId }: { userId: UserId; number: string; callId: CallId },
): Promise<CheckedNumber | null> {
  const call = await findCall(at.db, callId)
  if (call?.agent_id !== userId) return null
  const allowed = await readTargetNumber(at, call, { userId, number })
  return describe(at.db, readDialled(number, at.region), allowed.ok ? null : allowed.refusal.code)
}

async function describe(
  db: Executor,
  dialled: Dialled | null,
  refused: CheckedNumber['refused'],
): Promise<CheckedNumber> {
  if (dialled === null) return { kind: 'none', number: null, country: null, refused, candidates: [] }
  const number = writeDialled(dialled)
  if (dialled.kind === 'emergency') return { kind: 'emergency', number, country: null, refused, candidates: [] }
  const candidates = await readSummaries(db, listOwners(await findReadCaller(db, dialled)))
  return { kind: 'number', number, country: dialled.country, refused, candidates }
}

/** Whose exactly this number is: who only has a number like it is not who is called. */
function listOwners(found: CallerFound): CustomerId[] {
  if (found.kind === 'known') return [found.customerId]
  if (found.kind !== 'candidates' || !found.shared) return []
  return found.candidates.slice(0, MOST_OWNERS).map(({ customerId }) => customerId)
}
