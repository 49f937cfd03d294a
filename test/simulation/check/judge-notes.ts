import { type Evidence, listWritings, mustStand } from './evidence.ts'

/** Every note stands at its newest revision, once, and says what its author wrote. */
export function judgeNotes(evidence: Evidence): void {
  const { rows, fail } = evidence
  const written = Map.groupBy(listWritings(evidence, 'interaction.note'), ({ body }) => body.noteId)
  const stored = new Map(rows('select * from note').map((row) => [String(row.id), row]))
  for (const [noteId, writings] of written) {
    const sure = writings.filter((writing) => mustStand(evidence, writing)).map(({ body }) => body.revision)
    const row = stored.get(noteId)
    stored.delete(noteId)
    if (!row) {
      if (sure.length > 0) fail(`note ${noteId} was saved and is lost`)
      continue
    }
    const match = writings.find(({ body }) => body.revision === row.revision)
    if (!match) fail(`note ${noteId} has revision ${row.revision}, which nobody wrote`)
    else if (match.body.text !== row.text) fail(`note ${noteId} says "${row.text}" and not "${match.body.text}"`)
    else if (match.body.interactionId !== row.interaction_id) fail(`note ${noteId} stands under another interaction`)
    if (Number(row.revision) < Math.max(0, ...sure)) fail(`note ${noteId} fell back to revision ${row.revision}`)
  }
  for (const noteId of stored.keys()) fail(`note ${noteId} was invented`)
}
