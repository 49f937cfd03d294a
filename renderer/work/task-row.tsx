import IconFileText from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs'
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs'
import IconPhoneCall from '@tabler/icons-react/dist/esm/icons/IconPhoneCall.mjs'
import IconVoicemail from '@tabler/icons-react/dist/esm/icons/IconRecordMail.mjs'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { joinParts } from '#renderer/common/isolate-text.ts'
import { usePhoneFormat } from '#renderer/common/phone-text.tsx'
import type { WorkItem } from '#renderer/state/work-items.ts'
import type { Tone } from '#renderer/ui/tone.ts'
import { DueTime } from './due-time.tsx'
import { LeftTime } from './left-time.tsx'
import { WorkRow } from './work-row.tsx'

const looks = {
  callback: { tone: 'ring', icon: IconPhoneCall },
  task: { tone: 'idle', icon: IconFileText },
  unfinished_wrap_up: { tone: 'wrap', icon: IconPencil },
  voicemail: { tone: 'ring', icon: IconVoicemail },
} satisfies Record<WorkItem['kind'], { tone: Tone; icon: typeof IconPencil }>

type Props = { item: WorkItem; current: boolean; onOpen: (taskId: WorkItem['taskId']) => void }

export const TaskRow = memo(({ item, current, onOpen }: Props) => {
  const { t } = useTranslation('work')
  const formatPhone = usePhoneFormat()
  const { tone, icon: Icon } = looks[item.kind]
  // what a callback is to be about stands in its title; others have none of their own
  const kind = t(`kind.${item.kind}`)
  return (
    <WorkRow
      tone={tone}
      icon={<Icon size={16} />}
      name={item.customerName ?? (item.phone === null ? t('unnamed') : formatPhone(item.phone))}
      kind={kind}
      detail={joinParts(item.title === '' ? kind : null, item.title, item.unsent ? t('unsent') : null)}
      aside={<TaskTime item={item} />}
      current={current}
      task
      onOpen={() => onOpen(item.taskId)}
    />
  )
})

/** A message has no time by which: it says since when its caller waits. */
function TaskTime({ item: { kind, createdAt, dueAt } }: { item: WorkItem }) {
  if (kind === 'voicemail') return <LeftTime at={createdAt} />
  return dueAt === null ? null : <DueTime dueAt={dueAt} />
}
