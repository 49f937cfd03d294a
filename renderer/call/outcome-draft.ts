import { z } from 'zod'
import type { DraftFields } from '#renderer/state/draft-keeper.ts'

/** The form of one conversation as its draft holds it. Broken fields fall back one by one; the note is never lost. */
const OutcomeFields = z.object({
  note: z.string().catch(''),
  noteId: z.string().nullable().catch(null),
  code: z.string().nullable().catch(null),
  reasonCode: z.string().nullable().catch(null),
  followUpId: z.string().nullable().catch(null),
  followUpKind: z.enum(['callback', 'task']).catch('callback'),
  followUpTitle: z.string().catch(''),
  followUpDueAt: z.number().nullable().catch(null),
})
export type OutcomeDraft = z.infer<typeof OutcomeFields>

export function readOutcomeDraft(fields: DraftFields): OutcomeDraft {
  return OutcomeFields.parse(fields)
}
