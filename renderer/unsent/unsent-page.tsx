import { Button } from '@mantine/core'
import IconCloudCheck from '@tabler/icons-react/dist/esm/icons/IconCloudCheck.mjs'
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConsole } from '#renderer/state/console-context.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow, useNowSource } from '#renderer/ui/now.tsx'
import { Section } from '#renderer/ui/section.tsx'
import type { OutboxItem } from '#shared/protocol/desk-port.ts'
import { ConfirmDiscard } from './confirm-discard.tsx'
import { EditUnsent } from './edit-unsent.tsx'
import { downloadText, printUnsent } from './export-unsent.ts'
import { UnsentItem } from './unsent-item.tsx'
import styles from './unsent-page.module.css'

/** What this desk holds and central does not: refused first, then what only waits. */
export function UnsentPage() {
  const { t } = useTranslation('unsent')
  const format = useFormat()
  const now = useNow(60_000)
  const source = useNowSource()
  const pending = useConsole((state) => state.pending)
  const lastSyncedAt = useConsole((state) => state.sync.lastSyncedAt)
  const [editing, setEditing] = useState<OutboxItem | null>(null)
  const [discarding, setDiscarding] = useState<OutboxItem | null>(null)
  const refused = pending.filter((item) => item.state.kind === 'rejected')
  const waiting = pending.filter((item) => item.state.kind === 'waiting')
  const save = (items: readonly OutboxItem[]) => {
    const at = source.now()
    downloadText(`ringdesk-unsent-${new Date(at).toISOString().slice(0, 10)}.json`, printUnsent(items, at))
  }
  const list = (items: readonly OutboxItem[]) => (
    <ul>
      {items.map((item) => (
        <UnsentItem
          key={item.commandId}
          item={item}
          onEdit={() => setEditing(item)}
          onDiscard={() => setDiscarding(item)}
          onExport={() => save([item])}
        />
      ))}
    </ul>
  )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
    <section className={styles.page} aria-label={t('title')} tabIndex={0}>
      <div className={styles.inner}>
        <div className={styles.head}>
          <div>
            <h1>{t('title')}</h1>
            <p className="muted">{t('explain')}</p>
            {lastSyncedAt !== null && (
              <p className="muted small">{t('lastSynced', { when: format.moment(lastSyncedAt, now) })}</p>
            )}
          </div>
          {pending.length > 0 && (
            <Button
              variant="default"
              leftSection={<IconDownload size={15} aria-hidden="true" />}
              onClick={() => save(pending)}
            >
              {t('exportAll')}
            </Button>
          )}
        </div>
        {pending.length === 0 && (
          <EmptyState icon={<IconCloudCheck size={22} aria-hidden="true" />} text={t('empty')} />
        )}
        {refused.length > 0 && (
          <Section title={t('refused.title', { count: refused.length })}>
            <p className={`muted small ${styles.hint}`}>{t('refused.explain')}</p>
            {list(refused)}
          </Section>
        )}
        {waiting.length > 0 && <Section title={t('waiting.title', { count: waiting.length })}>{list(waiting)}</Section>}
      </div>
      {editing && <EditUnsent item={editing} onClose={() => setEditing(null)} />}
      <ConfirmDiscard item={discarding} onClose={() => setDiscarding(null)} />
    </section>
  )
}
