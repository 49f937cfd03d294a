import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { buildPaperwork } from '#renderer/call/build-paperwork.ts'
import type { OutcomeForm } from '#renderer/call/use-outcome-form.ts'
import { tell } from '#renderer/common/tell.ts'
import { usePlace } from '#renderer/common/use-place.ts'
import { useConsoleTools } from '#renderer/state/console-context.tsx'
import { focusNextWork } from '#renderer/work/focus-next-work.ts'
import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { InteractionId } from '#shared/protocol/ids.ts'

/** Saves a conversation's form together with what ends it: all on the disk at once, or nothing. */
export function useSave(
  interactionId: InteractionId,
  form: OutcomeForm,
): { save: (last: PaperworkBody) => Promise<void>; busy: boolean } {
  const { t } = useTranslation('call')
  const { dispatch, drafts } = useConsoleTools()
  const place = usePlace()
  const [busy, setBusy] = useState(false)
  const save = async (last: PaperworkBody) => {
    setBusy(true)
    try {
      // what is still on its way to the draft must not come back after the draft was dropped
      await drafts.keeper.flush(interactionId)
      const answer = await dispatch.paperwork([...buildPaperwork(interactionId, form.draft), last], interactionId)
      if (answer.ok) {
        drafts.keeper.forget(interactionId)
        tell.ok(t('save.done', { place }))
        focusNextWork(document)
      }
    } finally {
      setBusy(false)
    }
  }
  return { save, busy }
}
