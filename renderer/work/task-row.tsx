import IconFileText from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs'
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs'
import IconPhoneCall from '@tabler/icons-react/dist/esm/icons/IconPhoneCall.mjs'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { joinParts } from '#renderer/common/isolate-text.ts'
import { usePhoneFormat } from '#renderer/common/phone-text.tsx'
import type { WorkItem } from '#renderer/state/work-items.ts'
import type { Tone } from '#renderer/ui/tone.ts'
import { DueTime } from './due-time.tsx'
import { WorkRow } from './work-row.tsx'

const looks = {
  callback: { tone: 'ring', icon: IconPhoneCall },
  task: { tone: 'idle', icon: IconFileText },
  unfinished_wrap_up: { tone: 'wrap', icon: IconPencil },
} satisfies Record<WorkItem['kind'], { tone: Tone; icon: typeof IconPencil }>

type Props = { item: WorkItem; current: boolean; onOpen: (taskId: WorkItem['taskId']) => void }

export const TaskRow = memo(({ item, current, onOpen }: Props) => {
  const { t } = useTranslation('work')
  const formatPhone = usePhoneFormat()
  const { tone, icon: Icon } = looks[item.kind]
  // what a callback is to be about stands in its title; an unfinished wrap-up has only the queue's
  const kind = t(`kind.${item.kind}`)
  return (
    <WorkRow
      tone={tone}
      icon={<Icon size={16} />}
      name={item.customerName ?? (item.phone === null ? t('unnamed') : formatPhone(item.phone))}
      kind={kind}
      detail={joinParts(item.kind === 'unfinished_wrap_up' ? kind : null, item.title, item.unsent ? t('unsent') : null)}
      aside={item.dueAt === null ? null : <DueTime dueAt={item.dueAt} />}
      current={current}
      task
      onOpen={() => onOpen(item.taskId)}
    />
  )
})
