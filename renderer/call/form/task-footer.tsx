import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { NeededField } from '#renderer/call/build-paperwork.ts'
import type { OutcomeForm } from '#renderer/call/use-outcome-form.ts'
import { useShortcut, useShortcutLabel } from '#renderer/state/use-shortcut.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import type { InteractionId, TaskId } from '#shared/protocol/ids.ts'
import { Footer } from './footer.tsx'
import { useMissingText } from './use-missing-text.ts'
import { useSave } from './use-save.ts'

type Props = {
  taskId: TaskId
  interactionId: InteractionId
  form: OutcomeForm
  missing: readonly NeededField[]
  onIncomplete: () => void
}

/** Saves what a wrap-up left unfinished, and closes its task. */
export function TaskFooter({ taskId, interactionId, form, missing, onIncomplete }: Props) {
  const { t } = useTranslation('call')
  const keys = useShortcutLabel('save')
  const tellMissing = useMissingText()
  const { save, busy } = useSave(interactionId, form)
  const finish = () => {
    if (missing.length > 0) onIncomplete()
    else void save({ type: 'task.complete', taskId })
  }
  useShortcut('save', finish, !busy)
  return (
    <Footer hint={tellMissing(missing)}>
      <Button
        loading={busy}
        rightSection={<KeyCap keys={keys.printed} onSolid />}
        aria-keyshortcuts={keys.aria}
        onClick={finish}
      >
        {t('save.task')}
      </Button>
    </Footer>
  )
}
