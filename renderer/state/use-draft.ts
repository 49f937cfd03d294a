import { useCallback } from 'react'
import { useStore } from 'zustand'
import type { Draft } from '#shared/protocol/desk-port.ts'
import { useConsole, useConsoleTools } from './console-context.tsx'
import type { DraftFields, DraftStatus } from './draft-keeper.ts'
import type { LocalDraft } from './draft-store.ts'

export type DraftHandle = {
  fields: DraftFields
  status: DraftStatus
  /** a number at the cursor is not saved yet: it may become a card's */
  held: boolean
  /** when the desk last wrote it, on the desk's clock; null before the first write */
  savedAt: number | null
  /** Changes some fields and saves within 300 ms. */
  edit: (changes: DraftFields) => void
}

const none: DraftFields = {}
const untouched: DraftStatus = { kind: 'saved', revision: 0 }

/**
 * One draft: what this window types, until it is saved; else what the desk holds (another window may have typed it).
 */
export function useDraft(key: string): DraftHandle {
  const { drafts } = useConsoleTools()
  const kept = useConsole((state) => state.drafts[key])
  const local = useStore(drafts.local, (all) => all[key])
  const fields = pickFields(local, kept)
  const edit = useCallback(
    (changes: DraftFields) => drafts.keeper.edit(key, { ...fields, ...changes }),
    [drafts, key, fields],
  )
  return {
    fields,
    status: local?.status ?? untouched,
    held: local?.held ?? false,
    savedAt: kept?.savedAt ?? null,
    edit,
  }
}

/** This window's text stands until the desk holds something newer; its own echo must never move the cursor. */
function pickFields(local: LocalDraft | undefined, kept: Draft | undefined): DraftFields {
  if (local === undefined) return kept?.fields ?? none
  const newer = local.status.kind === 'saved' && kept !== undefined && kept.revision > local.status.revision
  return newer ? kept.fields : local.fields
}
