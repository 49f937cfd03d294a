import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { usePhoneFormat } from '#renderer/common/phone-text.tsx'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import { isFree, type Target } from './list-targets.ts'
import { MarkButton } from './mark-button.tsx'
import styles from './transfer-panel.module.css'

type Props = {
  target: Target
  busy: boolean
  onAsk: () => void
  onMark: () => void
  /** only where the call may go there without asking */
  onSend?: () => void
}

/** What can be done with the chosen line, each with its key. Who is not free is not rung, and it says so. */
export function TargetActions({ target, busy, onAsk, onMark, onSend }: Props) {
  const { t } = useTranslation('call')
  const formatPhone = usePhoneFormat()
  const name = target.kind === 'agent' ? target.agent.name : target.kind === 'queue' ? target.name : null
  const shown = name ?? (target.kind === 'number' ? formatPhone(target.number) : '')
  return (
    <div className={styles.actions}>
      <span className={styles.hint} role="status">
        {isFree(target)
          ? t(
              target.kind === 'queue' ? 'transfer.queueHint' : onSend === undefined ? 'transfer.toAsk' : 'transfer.to',
              { name: shown },
            )
          : t('transfer.notFree', { name: shown })}
      </span>
      <MarkButton target={target} name={shown} onMark={onMark} />
      {isFree(target) && onSend !== undefined && (
        <Button
          variant="default"
          loading={busy}
          aria-keyshortcuts="Shift+Enter"
          rightSection={<KeyCap keys="Shift ↵" />}
          onClick={onSend}
        >
          {t('transfer.now')}
        </Button>
      )}
      {isFree(target) && target.kind !== 'queue' && (
        <Button loading={busy} aria-keyshortcuts="Enter" rightSection={<KeyCap keys="↵" onSolid />} onClick={onAsk}>
          {t(onSend === undefined ? 'transfer.call' : 'transfer.ask')}
        </Button>
      )}
    </div>
  )
}
