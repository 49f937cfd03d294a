import { Button } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs'
import IconPhoneCall from '@tabler/icons-react/dist/esm/icons/IconPhoneCall.mjs'
import IconVoicemail from '@tabler/icons-react/dist/esm/icons/IconRecordMail.mjs'
import IconSubtask from '@tabler/icons-react/dist/esm/icons/IconSubtask.mjs'
import { useTranslation } from 'react-i18next'
import { StandingChip } from '#renderer/customer/overview/interaction-notes.tsx'
import type { TaskRow } from '#renderer/customer/pending.ts'
import { StatusIcon } from '#renderer/customer/status-icons.tsx'
import { useDispatch } from '#renderer/state/console-context.tsx'
import { Chip } from '#renderer/ui/chip.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import type { Tone } from '#renderer/ui/tone.ts'
import { ToneIcon } from '#renderer/ui/tone-icon.tsx'
import type { TaskView } from '#shared/protocol/view/customer.ts'
import styles from './tasks-tab.module.css'

const looks: Record<TaskView['kind'], { tone: Tone; icon: Icon }> = {
  callback: { tone: 'ring', icon: IconPhoneCall },
  task: { tone: 'idle', icon: IconSubtask },
  unfinished_wrap_up: { tone: 'wrap', icon: IconPencil },
  voicemail: { tone: 'ring', icon: IconVoicemail },
}

/** One task with its due time and the button that finishes it. */
export function TaskItem({ row: { task, standing } }: { row: TaskRow }) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const now = useNow(60_000)
  const dispatch = useDispatch()
  const { tone, icon: Shape } = looks[task.kind]
  const open = task.status === 'open'
  const kind = t(`taskKind.${task.kind}`)
  // what a rule makes has no words of its own
  const title = task.title === '' ? kind : task.title
  // a message waits from when it was left: it has no time that it could miss
  const isMessage = task.kind === 'voicemail'
  // a message is done by who has taken it on
  const isOnesOwn = !isMessage || task.assigneeId !== null
  const overdue = open && !isMessage && task.dueAt !== null && task.dueAt < now
  const due = task.dueAt === null ? t('tasks.noDue') : format.moment(task.dueAt, now)
  return (
    <li className={styles.row} data-finished={!open || undefined}>
      <ToneIcon tone={open ? tone : 'idle'}>
        <Shape size={16} aria-hidden="true" />
      </ToneIcon>
      <div className={styles.text}>
        <b>{title}</b>
        <div className={styles.meta}>
          {title !== kind && <span>{kind}</span>}
          <span className="num">
            {isMessage ? t('tasks.left', { when: format.relative(task.createdAt, now) }) : due}
          </span>
          {overdue && (
            <Chip tone="bad" icon={<StatusIcon tone="bad" />}>
              {t('tasks.overdue')}
            </Chip>
          )}
          {!open && <Chip>{t(`taskStatus.${task.status}`)}</Chip>}
          <StandingChip standing={standing} />
        </div>
      </div>
      {open && isOnesOwn && (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconCheck size={14} aria-hidden="true" />}
          aria-label={t('tasks.completeLabel', { title })}
          onClick={() => void dispatch.paperwork([{ type: 'task.complete', taskId: task.taskId }])}
        >
          {t('tasks.complete')}
        </Button>
      )}
    </li>
  )
}
