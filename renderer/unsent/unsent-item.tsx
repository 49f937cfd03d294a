import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useRefusalText } from '#renderer/common/use-refusal-text.ts'
import { StatusIcon } from '#renderer/customer/status-icons.tsx'
import { useDispatch } from '#renderer/state/console-context.tsx'
import { Chip } from '#renderer/ui/chip.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import type { OutboxItem } from '#shared/protocol/desk-port.ts'
import { canEdit } from './can-edit.ts'
import styles from './unsent-page.module.css'
import { useDescribe } from './use-describe.ts'

type Props = { item: OutboxItem; onEdit: () => void; onDiscard: () => void; onExport: () => void }

/** One piece of work: what it is, its text, why central refused it, what can be done. */
export function UnsentItem({ item, onEdit, onDiscard, onExport }: Props) {
  const { t } = useTranslation('unsent')
  const format = useFormat()
  const now = useNow(60_000)
  const describe = useDescribe()
  const tell = useRefusalText()
  const dispatch = useDispatch()
  const refusal = item.state.kind === 'rejected' ? item.state.refusal : null
  const tone = refusal ? 'bad' : 'wrap'
  return (
    <li className={styles.item} data-refused={refusal !== null || undefined}>
      <div className={styles.body}>
        <div className={styles.line}>
          <b>{t(`kind.${item.body.type}`)}</b>
          <Chip tone={tone} icon={<StatusIcon tone={tone} />}>
            {t(refusal ? 'state.refused' : 'state.waiting')}
          </Chip>
          <span className="muted small num">
            {t('written', { when: format.moment(item.writtenAt, now) })}
            {item.attempts > 0 && ` · ${t('attempts', { count: item.attempts })}`}
          </span>
        </div>
        <p className={styles.text}>{describe(item.body)}</p>
        {refusal && <p className={styles.why}>{t('why', { reason: tell(refusal) })}</p>}
        <div className={styles.actions}>
          {refusal && (
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => void dispatch.local({ type: 'outbox.retry', commandId: item.commandId })}
            >
              {t('retry')}
            </Button>
          )}
          {refusal && canEdit(item.body) && (
            <Button variant="default" size="compact-sm" onClick={onEdit}>
              {t('edit')}
            </Button>
          )}
          <Button variant="default" size="compact-sm" onClick={onExport}>
            {t('export')}
          </Button>
          {refusal && (
            <Button variant="subtle" size="compact-sm" onClick={onDiscard}>
              {t('discard')}
            </Button>
          )}
        </div>
      </div>
    </li>
  )
}
