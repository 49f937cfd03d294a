import { type Selectable, sql } from 'kysely'
import type { Executor } from '#central/db/executor.ts'
import { prepareQuery } from '#central/db/prepare-query.ts'
import type { Database } from '#central/db/schema.ts'
import { insertRow, updateRows } from '#central/db/write-row.ts'
import type { Recording } from '#shared/protocol/call.ts'

export type RecordingRow = Selectable<Database['recording']>

/** Its row stands before the line hears of it, so that no fact about it comes from nowhere. */
export async function insertRecording(
  tx: Executor,
  recording: Pick<
    RecordingRow,
    'id' | 'interaction_id' | 'customer_id' | 'call_id' | 'provider' | 'started_at' | 'purpose'
  >,
): Promise<RecordingRow> {
  // since 0: the line's clock orders the facts, so its first one is always new
  const fresh = { state: 'starting' as const, since: 0, vendor_id: null, asked: null }
  const empty = { duration_ms: null, size_bytes: null, begun_at: null, gaps: '[]', levels: null }
  const row = { ...recording, ...fresh, ...empty, stored_at: null, tries: 0, try_at: 0, discarded_at: null }
  await insertRow(tx, 'recording', row)
  return row
}

/** A call has one recording, however many agents have it one after the other; a message is another. */
export async function findRecordingOfCall(db: Executor, callId: string): Promise<RecordingRow | null> {
  const [row] = await selectOfCall(db, { callId })
  return row ?? null
}

const selectOfCall = prepareQuery((db, slot: { callId: string }) =>
  db.selectFrom('recording').selectAll().where('call_id', '=', slot.callId).where('purpose', '=', 'call').limit(1),
)

/** The recording of this id, when it is this call's. */
export async function findRecording(db: Executor, callId: string, recordingId: string): Promise<RecordingRow | null> {
  const [row] = await selectById(db, { callId, recordingId })
  return row ?? null
}

const selectById = prepareQuery((db, slot: { callId: string; recordingId: string }) =>
  db.selectFrom('recording').selectAll().where('id', '=', slot.recordingId).where('call_id', '=', slot.callId),
)

/** What its caller is saying or said, nobody having answered; one that came to nothing is none. */
export async function findMessage(db: Executor, callId: string): Promise<RecordingRow | null> {
  const row = await db
    .selectFrom('recording')
    .selectAll()
    .where('call_id', '=', callId)
    .where('purpose', '=', 'message')
    .where('state', '!=', 'failed')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/** Spelled out: bound values would keep a statement from using the index of these. */
const isUnsettled = sql<boolean>`recording.state in ('starting', 'on', 'paused', 'stopped')`

/** Recordings of this line's calls that are paused or are to be. */
export function listPaused(db: Executor, provider: string): Promise<RecordingRow[]> {
  return db
    .selectFrom('recording')
    .selectAll()
    .where('provider', '=', provider)
    .where(isUnsettled)
    .where('state', '!=', 'stopped')
    .where((e) => e.or([e('state', '=', 'paused'), e('asked', '=', 'paused')]))
    .execute()
}

/** Recordings of this customer's calls that their lines may still be making. */
export function listLiveOfCustomer(db: Executor, customerId: string): Promise<RecordingRow[]> {
  return db
    .selectFrom('recording')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('purpose', '=', 'call')
    .where('state', 'in', ['starting', 'on', 'paused'])
    .orderBy('id')
    .execute()
}

/** What was recorded of the calls of an interaction, and is not to be discarded already. */
export function listKeptOfInteraction(db: Executor, interactionId: string): Promise<RecordingRow[]> {
  return db
    .selectFrom('recording')
    .selectAll()
    .where('interaction_id', '=', interactionId)
    .where('purpose', '=', 'call')
    .where('state', '!=', 'failed')
    .where('discarded_at', 'is', null)
    .orderBy('id')
    .execute()
}

/** Recordings that this line was asked to end before then, in calls that go on, and has not ended. */
export function listUnstopped(db: Executor, provider: string, askedBefore: number): Promise<RecordingRow[]> {
  return (
    db
      .selectFrom('recording')
      .innerJoin('call', 'call.id', 'recording.call_id')
      .selectAll('recording')
      .where('recording.provider', '=', provider)
      // spelled out: bound values would keep it from using the index of these
      .where(sql<boolean>`recording.asked = 'stopped'`)
      .where('recording.state', 'in', ['starting', 'on', 'paused'])
      .where('call.state', '!=', 'ended')
      .where((e) =>
        e.not(
          e.exists(
            e
              .selectFrom('journal')
              .select('journal.id')
              .whereRef('journal.call_id', '=', 'recording.call_id')
              .where('journal.flow', '=', 'stop-recording')
              .where('journal.updated_at', '>', askedBefore),
          ),
        ),
      )
      .execute()
  )
}

/** Recordings of calls that were over by then, and whose sound the line has not promised yet. */
export async function listUnsettled(
  db: Executor,
  provider: string,
  endedBefore: number,
): Promise<{ id: string; call_id: string; purpose: RecordingRow['purpose'] }[]> {
  return db
    .selectFrom('recording')
    .innerJoin('call', 'call.id', 'recording.call_id')
    .select(['recording.id', 'recording.purpose', 'call.id as call_id'])
    .where('recording.provider', '=', provider)
    .where(isUnsettled)
    .where('call.ended_at', '<', endedBefore)
    .execute()
}

/** Changes the recording of a call that this transaction holds. */
export async function updateRecording(
  tx: Executor,
  recording: RecordingRow,
  change: Partial<
    Pick<
      RecordingRow,
      | 'state'
      | 'since'
      | 'asked'
      | 'vendor_id'
      | 'duration_ms'
      | 'size_bytes'
      | 'begun_at'
      | 'gaps'
      | 'discarded_at'
      | 'try_at'
    >
  >,
): Promise<RecordingRow> {
  await updateRows(tx, 'recording', { id: recording.id }, change)
  return { ...recording, ...change }
}

/** What desks are told. */
export function toRecording(row: RecordingRow | null): Recording {
  if (!row) return { state: 'none' }
  const { state, asked, since } = row
  if (asked === 'stopped' && (state === 'on' || state === 'paused')) return { state: 'stopping', since }
  if (state === 'on') return { state: asked === 'paused' ? 'pausing' : 'on', since }
  if (state === 'paused') return { state: asked === 'on' ? 'resuming' : 'paused', since }
  return { state: state === 'ready' ? 'stopped' : state }
}
