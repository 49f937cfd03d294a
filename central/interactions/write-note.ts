import type { Executor } from '#central/db/executor.ts'
import type { InteractionId, NoteId, UserId } from '#shared/protocol/ids.ts'

export type NoteWriting = {
  id: NoteId
  interactionId: InteractionId
  userId: UserId
  /** the author's name as it was, kept for history */
  author: string
  /** counts the author's own versions of this note */
  revision: number
  text: string
  writtenAt: number
  now: number
}

/**
 * Writes notes, many in few statements. The highest revision of a note stands: a later one replaces it, an older
 * one arriving late changes nothing, and nobody but the author can replace a note. Every note text passes here on
 * its way into the database, and nowhere else: what must never be stored (card numbers) is taken out here.
 */
export async function writeNotes(tx: Executor, notes: readonly NoteWriting[]): Promise<void> {
  const newest = new Map<string, NoteWriting>()
  for (const note of notes) {
    const other = newest.get(note.id)
    // PostgreSQL refuses to touch one row twice in one statement
    if (!other || (other.userId === note.userId && other.revision < note.revision)) newest.set(note.id, note)
  }
  const rows = [...newest.values()].map((note) => ({
    id: note.id,
    interaction_id: note.interactionId,
    user_id: note.userId,
    author: note.author,
    revision: note.revision,
    text: note.text,
    written_at: note.writtenAt,
    updated_at: note.now,
  }))
  if (rows.length === 0) return
  await tx
    .insertInto('note')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((e) => ({
          revision: e.ref('excluded.revision'),
          text: e.ref('excluded.text'),
          updated_at: e.ref('excluded.updated_at'),
        }))
        .whereRef('note.revision', '<', 'excluded.revision')
        .whereRef('note.user_id', '=', 'excluded.user_id'),
    )
    .execute()
}
