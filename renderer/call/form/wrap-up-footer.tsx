import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { NeededField } from '#renderer/call/build-paperwork.ts'
import type { OutcomeForm } from '#renderer/call/use-outcome-form.ts'
import { useShortcut, useShortcutLabel } from '#renderer/state/use-shortcut.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import type { WrapUpFacts } from '#shared/protocol/call.ts'
import { Footer } from './footer.tsx'
import { useMissingText } from './use-missing-text.ts'
import { useSave } from './use-save.ts'

type Props = { wrapUp: WrapUpFacts; form: OutcomeForm; missing: readonly NeededField[]; onIncomplete: () => void }

/** Ends wrap-up: to what was asked for, or straight to the next call. */
export function WrapUpFooter({ wrapUp, form, missing, onIncomplete }: Props) {
  const { t } = useTranslation('call')
  const keys = useShortcutLabel('save')
  const tellMissing = useMissingText()
  const { wrapUpId, interactionId } = wrapUp
  const { save, busy } = useSave(interactionId, form)
  const finish = (then: 'next' | 'available') => {
    if (missing.length > 0) onIncomplete()
    else void save({ type: 'wrap-up.finish', wrapUpId, interactionId, then })
  }
  useShortcut('save', () => finish('available'), !busy)
  return (
    <Footer hint={tellMissing(missing)} stacked>
      <Button variant="default" disabled={busy} onClick={() => finish('next')}>
        {t('save.finish')}
      </Button>
      <Button
        loading={busy}
        rightSection={<KeyCap keys={keys.printed} onSolid />}
        aria-keyshortcuts={keys.aria}
        onClick={() => finish('available')}
      >
        {t('save.next')}
      </Button>
    </Footer>
  )
}
