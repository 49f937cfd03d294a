import { Button, CopyButton } from '@mantine/core'
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import IconCopy from '@tabler/icons-react/dist/esm/icons/IconCopy.mjs'
import IconPlayerPlay from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs'
import { useNavigate } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CallButton } from '#renderer/call/dial/call-button.tsx'
import { makePart } from '#renderer/common/make-part.tsx'
import { PhoneText } from '#renderer/common/phone-text.tsx'
import { useDispatch } from '#renderer/state/console-context.tsx'
import type { WorkItem } from '#renderer/state/work-items.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { RecordingId } from '#shared/protocol/ids.ts'
import { Dock } from './dock.tsx'
import styles from './task-dock.module.css'

const { Part: RecordingDialog } = makePart(
  async () => (await import('#renderer/customer/recording/recording-dialog.tsx')).RecordingDialog,
)

/** The task chosen in the work column: what, for whom, by when, and done. */
export function TaskDock({ task }: { task: WorkItem }) {
  const { t } = useTranslation('call')
  const format = useFormat()
  const dispatch = useDispatch()
  const navigate = useNavigate()
  const unfinished = task.kind === 'unfinished_wrap_up'
  const due = task.dueAt === null ? null : t('task.due', { time: format.full(task.dueAt) })
  const time = task.kind === 'voicemail' ? t('task.left', { time: format.full(task.createdAt) }) : due
  const complete = async () => {
    const answer = await dispatch.paperwork([{ type: 'task.complete', taskId: task.taskId }])
    if (answer.ok) void navigate({ to: '/work', search: {} })
  }
  return (
    <Dock tone={unfinished ? 'wrap' : 'ring'}>
      <div className={styles.task}>
        <span className="small muted">{t(`task.${task.kind}`)}</span>
        <b className={styles.title}>{task.title}</b>
        {task.customerName !== null && <span>{task.customerName}</span>}
        {time !== null && <span className="small muted">{time}</span>}
        {unfinished && <p className="small">{t('task.unfinishedHint')}</p>}
      </div>
      <div className={styles.actions}>
        {task.recordingId !== null && <PlayMessage recordingId={task.recordingId} at={task.createdAt} />}
        {task.phone !== null && <CopyPhone number={task.phone} />}
        {task.phone !== null && <CallButton look="word" number={task.phone} customerId={task.customerId} />}
        {!unfinished && (
          <Button leftSection={<IconCheck size={15} aria-hidden="true" />} onClick={() => void complete()}>
            {t('task.complete')}
          </Button>
        )}
      </div>
    </Dock>
  )
}

/** What a caller said, to be heard before they are called back. */
function PlayMessage({ recordingId, at }: { recordingId: RecordingId; at: number }) {
  const { t } = useTranslation('call')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPlayerPlay size={15} aria-hidden="true" />}
        onClick={() => setOpen(true)}
      >
        {t('task.play')}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <RecordingDialog recordingId={recordingId} at={at} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

/** The number can be taken to another phone. */
function CopyPhone({ number }: { number: string }) {
  const { t } = useTranslation(['call', 'common'])
  return (
    <CopyButton value={number}>
      {({ copied, copy }) => (
        <Button variant="default" leftSection={<IconCopy size={15} aria-hidden="true" />} onClick={copy}>
          <span className="visually-hidden">{t('call:task.copy')}&nbsp;</span>
          {copied ? t('common:copied') : <PhoneText number={number} />}
        </Button>
      )}
    </CopyButton>
  )
}
