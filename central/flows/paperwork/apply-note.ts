import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { type Arrival, applied, type Batch, reject, type Verdict } from './batch.ts'
import { mayWorkOnInteraction } from './rights.ts'

/** A note belongs to its author: nobody else replaces it, a supervisor writes one of their own. */
export function applyNote(
  { flow, user, known, pending }: Batch,
  arrival: Arrival,
  body: Extract<PaperworkBody, { type: 'interaction.note' }>,
): Verdict {
  const interaction = known.interactions.get(body.interactionId)
  if (!interaction) return reject('interaction_not_found')
  if (!mayWorkOnInteraction(user, interaction)) return reject('forbidden')
  const before = known.notes.get(body.noteId)
  if (before && before.userId !== user.userId) return reject('forbidden', 'noteId')
  if (before && before.interactionId !== body.interactionId) return reject('bad_request', 'interactionId')
  known.notes.set(body.noteId, { userId: user.userId, interactionId: body.interactionId })
  pending.notes.push({
    id: body.noteId,
    interactionId: body.interactionId,
    userId: user.userId,
    author: user.name,
    revision: body.revision,
    text: body.text,
    // shown to people only, and a desk's clock may run ahead; nothing is ordered by it
    writtenAt: Math.min(arrival.writtenAt, flow.now),
    now: flow.now,
  })
  return applied
}
