import IconFileText from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs'
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs'
import IconPhoneCall from '@tabler/icons-react/dist/esm/icons/IconPhoneCall.mjs'
import { useTranslation } from 'react-i18next'
import type { WorkItem } from '#renderer/state/work-items.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import type { Tone } from '#renderer/ui/tone.ts'
import styles from './task-row.module.css'
import { WorkRow } from './work-row.tsx'

const looks = {
  callback: { tone: 'ring', icon: IconPhoneCall },
  task: { tone: 'idle', icon: IconFileText },
  unfinished_wrap_up: { tone: 'wrap', icon: IconPencil },
} satisfies Record<WorkItem['kind'], { tone: Tone; icon: typeof IconPencil }>

const hourMs = 3_600_000

export function TaskRow({ item, current, onOpen }: { item: WorkItem; current: boolean; onOpen: () => void }) {
  const { t } = useTranslation('work')
  const { tone, icon: Icon } = looks[item.kind]
  const detail = [t(`kind.${item.kind}`), item.title, item.unsent ? t('unsent') : null].filter((part) => part !== null)
  return (
    <WorkRow
      tone={tone}
      icon={<Icon size={16} />}
      name={item.customerName ?? item.phone ?? t('unnamed')}
      detail={detail.join(' · ')}
      aside={item.dueAt === null ? null : <DueTime dueAt={item.dueAt} />}
      current={current}
      onOpen={onOpen}
    />
  )
}

/** Near: "in 12 min"; today or another day: the time or date; past: the word, for colour alone tells nobody. */
function DueTime({ dueAt }: { dueAt: number }) {
  const { t } = useTranslation('work')
  const format = useFormat()
  const now = useNow(30_000)
  if (dueAt < now) return <b className={styles.overdue}>{t('overdue')}</b>
  if (dueAt - now < hourMs) return <time>{format.relative(dueAt, now)}</time>
  const today = new Date(dueAt).toDateString() === new Date(now).toDateString()
  return <time>{today ? format.time(dueAt) : format.day(dueAt, now)}</time>
}
