import { insertInBulk } from '#central/db/bulk-insert.ts'
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
 * one arriving late changes nothing, and nobody but the author can replace a note.
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
  await insertInBulk(tx, 'note', rows, REPLACE_OLDER)
}

const REPLACE_OLDER = `on conflict (id) do update set
  revision = excluded.revision, text = excluded.text, updated_at = excluded.updated_at
  where note.revision < excluded.revision and note.user_id = excluded.user_id`
