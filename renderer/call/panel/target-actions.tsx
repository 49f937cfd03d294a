import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { DialVerdict } from '#renderer/call/dial/dial-verdict.tsx'
import { canBeCalled, type Verdict } from '#renderer/call/dial/read-verdict.ts'
import { usePhoneFormat } from '#renderer/common/phone-text.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import { isFree, type Target } from './list-targets.ts'
import { MarkButton } from './mark-button.tsx'
import styles from './transfer-panel.module.css'

type Props = {
  target: Target
  /** of a number */
  verdict: Verdict
  busy: boolean
  onAsk: () => void
  onMark: () => void
  /** only where the call may go there without asking */
  onSend?: () => void
}

/**
 * What can be done with the chosen line, each with its key. Who is not free is not rung, and what may not be called is
 * not called: it says so.
 */
export function TargetActions({ target, verdict, busy, onAsk, onMark, onSend }: Props) {
  const { t } = useTranslation('call')
  const shown = useTargetName(target, verdict)
  const reachable = isFree(target) && verdict.kind !== 'refused'
  const looking = verdict.kind === 'looking'
  return (
    <div className={styles.actions}>
      <div className={styles.hint}>
        {target.kind === 'number' && verdict.kind !== 'known' && <DialVerdict verdict={verdict} />}
        <p role="status">{canBeCalled(verdict) && t(chooseHint(target, onSend !== undefined), { name: shown })}</p>
      </div>
      <MarkButton target={target} name={shown} onMark={onMark} />
      {reachable && onSend !== undefined && (
        <Button
          variant="default"
          loading={busy}
          disabled={looking}
          aria-keyshortcuts="Shift+Enter"
          rightSection={<KeyCap keys="Shift ↵" />}
          onClick={onSend}
        >
          {t('transfer.now')}
        </Button>
      )}
      {reachable && target.kind !== 'queue' && (
        <Button
          loading={busy}
          disabled={looking}
          aria-keyshortcuts="Enter"
          rightSection={<KeyCap keys="↵" onSolid />}
          onClick={onAsk}
        >
          {t(onSend === undefined ? 'transfer.call' : 'transfer.ask')}
        </Button>
      )}
    </div>
  )
}

function chooseHint(target: Target, mayGo: boolean) {
  if (!isFree(target)) return 'transfer.notFree'
  if (target.kind === 'queue') return 'transfer.queueHint'
  return mayGo ? 'transfer.to' : 'transfer.toAsk'
}

/** Who stands on the line; a number by whose it is, of which central knows most. */
function useTargetName(target: Target, verdict: Verdict): string {
  const format = useFormat()
  const formatPhone = usePhoneFormat()
  if (target.kind === 'agent') return target.agent.name
  if (target.kind === 'queue') return target.name
  const names = verdict.kind === 'known' ? verdict.names : target.names
  return names.length > 0 ? format.either(names) : formatPhone(target.number)
}
