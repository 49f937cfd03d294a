import { useMemo } from 'react'
import { useConsoleTools } from '#renderer/state/console-context.tsx'
import { useDraft } from '#renderer/state/use-draft.ts'
import type { InteractionId } from '#shared/protocol/ids.ts'
import { type OutcomeDraft, readOutcomeDraft } from './outcome-draft.ts'

export type OutcomeForm = {
  draft: OutcomeDraft
  edit: (changes: Partial<OutcomeDraft>) => void
  status: ReturnType<typeof useDraft>['status']
  held: boolean
  savedAt: number | null
}

/** The notes-and-outcome form of one conversation, kept as its draft. */
export function useOutcomeForm(interactionId: InteractionId): OutcomeForm {
  const { newId } = useConsoleTools()
  const { fields, status, held, savedAt, edit } = useDraft(interactionId)
  const draft = useMemo(() => readOutcomeDraft(fields), [fields])
  return {
    draft,
    status,
    held,
    savedAt,
    // the ids are made with the first edit and kept, so that saving twice never makes two notes or two tasks
    edit: (changes) => edit({ noteId: draft.noteId ?? newId(), followUpId: draft.followUpId ?? newId(), ...changes }),
  }
}
