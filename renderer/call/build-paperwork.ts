import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { type InteractionId, NoteId, TaskId } from '#shared/protocol/ids.ts'
import type { Catalog } from '#shared/protocol/view/catalog.ts'
import type { OutcomeDraft } from './outcome-draft.ts'

export type NeededField = 'code' | 'reasonCode' | 'followUpTitle' | 'followUpDueAt'

/** What still has to be filled in before this form may be saved, in the order of the form. */
export function findMissing(
  draft: OutcomeDraft,
  catalog: Pick<Catalog, 'dispositions'>,
  outcomeNeeded: boolean,
): NeededField[] {
  const option = catalog.dispositions.find((one) => one.code === draft.code)
  if (option === undefined) return outcomeNeeded ? ['code'] : []
  const missing: NeededField[] = []
  if (option.needsReason && draft.reasonCode === null) missing.push('reasonCode')
  if (option.needsFollowUp && draft.followUpTitle.trim() === '') missing.push('followUpTitle')
  if (option.needsFollowUp && draft.followUpDueAt === null) missing.push('followUpDueAt')
  return missing
}

/** The note, the outcome and its follow-up as commands. Ids come from the draft, so a repetition changes nothing. */
export function buildPaperwork(interactionId: InteractionId, draft: OutcomeDraft): PaperworkBody[] {
  const bodies: PaperworkBody[] = []
  if (draft.note.trim() !== '' && draft.noteId !== null) {
    bodies.push({
      type: 'interaction.note',
      interactionId,
      noteId: NoteId.parse(draft.noteId),
      revision: 1,
      text: draft.note,
    })
  }
  if (draft.code !== null) {
    const { code, reasonCode } = draft
    bodies.push({ type: 'interaction.dispose', interactionId, code, reasonCode, followUp: buildFollowUp(draft) })
  }
  return bodies
}

function buildFollowUp(draft: OutcomeDraft) {
  if (draft.followUpId === null || draft.followUpTitle.trim() === '') return null
  return {
    taskId: TaskId.parse(draft.followUpId),
    kind: draft.followUpKind,
    title: draft.followUpTitle.trim(),
    dueAt: draft.followUpDueAt,
  }
}
