import { fromOptionalJson } from '#central/db/columns.ts'
import type { Executor } from '#central/db/executor.ts'
import { prepareListQuery } from '#central/db/prepare-query.ts'
import type { InteractionId, NoteId } from '#shared/protocol/ids.ts'
import type { Label } from '#shared/protocol/view/catalog.ts'
import type { InteractionView } from '#shared/protocol/view/customer.ts'

/** Interactions with their queue's name. */
export function selectInteractions(db: Executor) {
  return db
    .selectFrom('interaction')
    .leftJoin('queue', 'queue.id', 'interaction.queue_id')
    .selectAll('interaction')
    .select('queue.name as queue_name')
}

export type InteractionRow = Awaited<ReturnType<ReturnType<typeof selectInteractions>['execute']>>[number]

/** Rows as the timeline shows them, with notes and the outcome that stands: two statements for however many. */
export async function readInteractionViews(db: Executor, rows: readonly InteractionRow[]): Promise<InteractionView[]> {
  const ids = rows.map((row) => row.id)
  const notes = await selectNotes(db, ids)
  const outcomes = await selectOutcomes(db, ids)
  const notesOf = Map.groupBy(notes, (note) => note.interaction_id)
  const outcomeOf = new Map(outcomes.map((outcome) => [outcome.interaction_id, outcome]))
  // twenty interactions are of two or three queues
  const queueNames = new Map([...new Set(rows.map((row) => row.queue_name))].map((name) => [name, readName(name)]))
  return rows.map((row) => {
    const outcome = outcomeOf.get(row.id)
    return {
      interactionId: row.id as InteractionId,
      channel: row.channel,
      direction: row.direction,
      startedAt: row.started_at,
      durationMs: row.duration_ms,
      subject: row.subject,
      summary: row.summary,
      agentName: row.agent_name,
      queueName: queueNames.get(row.queue_name) ?? null,
      result: row.result,
      disposition: outcome ? toDispositionView(outcome) : null,
      notes: (notesOf.get(row.id) ?? []).map((note) => ({
        noteId: note.id as NoteId,
        text: note.text,
        author: note.author,
        writtenAt: note.written_at,
      })),
      satisfaction: row.satisfaction,
    }
  })
}

const readName = (name: string | null) => fromOptionalJson<Label>(name)

const selectNotes = prepareListQuery((db, ids) =>
  db
    .selectFrom('note')
    .select(['id', 'interaction_id', 'text', 'author', 'written_at'])
    .where('interaction_id', 'in', ids)
    .orderBy('written_at')
    .orderBy('id'),
)

const selectOutcomes = prepareListQuery((db, ids) =>
  db
    .selectFrom('disposition')
    .select(['interaction_id', 'code', 'reason_code', 'recorded_at', 'author', 'corrected_at'])
    .where('interaction_id', 'in', ids)
    .where('corrected_at', 'is', null)
    .orderBy('recorded_at'),
)

type DispositionRow = {
  code: string
  reason_code: string | null
  recorded_at: number
  author: string
  corrected_at: number | null
}

export function toDispositionView(row: DispositionRow) {
  return {
    code: row.code,
    reasonCode: row.reason_code,
    recordedAt: row.recorded_at,
    recordedBy: row.author,
    correctedAt: row.corrected_at,
  }
}
