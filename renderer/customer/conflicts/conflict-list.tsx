import { Button } from '@mantine/core'
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import { useTranslation } from 'react-i18next'
import { pendingOf } from '#renderer/customer/pending.ts'
import { useConsole, useDispatch } from '#renderer/state/console-context.tsx'
import { useDeskQuery } from '#renderer/state/queries.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import type { CustomerId } from '#shared/protocol/ids.ts'
import type { FieldConflict } from '#shared/protocol/view/customer.ts'
import styles from './conflict-list.module.css'

/** Fields of this customer that two people changed at once, until the agent has seen them. */
export function ConflictList({ customerId }: { customerId: CustomerId }) {
  const query = useDeskQuery('work.list', {})
  const pending = useConsole((state) => state.pending)
  const seen = new Set(pendingOf(pending, 'conflict.acknowledge').map((one) => one.body.conflictId))
  const conflicts = (query.data?.data.conflicts ?? []).filter(
    (one) => one.customerId === customerId && !seen.has(one.conflictId),
  )
  if (conflicts.length === 0) return null
  return (
    <ul className={styles.list}>
      {conflicts.map((conflict) => (
        <ConflictCard key={conflict.conflictId} conflict={conflict} />
      ))}
    </ul>
  )
}

function ConflictCard({ conflict }: { conflict: FieldConflict }) {
  const { t } = useTranslation('customer')
  const dispatch = useDispatch()
  return (
    <li className={styles.card}>
      <div className={styles.title}>
        <IconAlertTriangle size={16} aria-hidden="true" />
        <b>{t('conflict.title', { field: t(`field.${conflict.field}`) })}</b>
      </div>
      <div className={styles.values}>
        <Side name={t('conflict.kept')} side={conflict.kept} />
        <Side name={t('conflict.replaced')} side={conflict.replaced} />
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => void dispatch.paperwork([{ type: 'conflict.acknowledge', conflictId: conflict.conflictId }])}
        >
          {t('conflict.acknowledge')}
        </Button>
      </div>
    </li>
  )
}

function Side({ name, side }: { name: string; side: FieldConflict['kept'] }) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const now = useNow(60_000)
  return (
    <dl>
      <dt>{name}</dt>
      <dd>
        {side.value === '' ? t('conflict.empty') : side.value}
        <div className={styles.by}>{t('conflict.by', { by: side.by, when: format.moment(side.at, now) })}</div>
      </dd>
    </dl>
  )
}
