import { UnstyledButton } from '@mantine/core'
import IconPhoneCall from '@tabler/icons-react/dist/esm/icons/IconPhoneCall.mjs'
import { useNavigate } from '@tanstack/react-router'
import { Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { makePart } from '#renderer/common/make-part.tsx'
import { usePhoneFormat } from '#renderer/common/phone-text.tsx'
import { useConsole } from '#renderer/state/console-context.tsx'
import { readWorkItems } from '#renderer/state/work-items.ts'
import { ToneIcon } from '#renderer/ui/tone-icon.tsx'
import { DueTime } from '#renderer/work/due-time.tsx'
import { Dock } from './dock.tsx'
import styles from './idle-dock.module.css'

const { Part: DialField } = makePart(async () => (await import('#renderer/call/dial/dial-field.tsx')).DialField)

/** Between calls: whether one may come, and the next promise to keep. */
export function IdleDock() {
  const { t } = useTranslation('call')
  const available = useConsole((state) => state.projection.state.kind === 'available')
  return (
    <Dock>
      <div className={styles.head} data-tone={available ? 'ok' : 'idle'}>
        <b>{t('idle.title')}</b>
        <span className={styles.word}>{t(available ? 'idle.available' : 'idle.notTaking')}</span>
      </div>
      <Suspense fallback={<div className={styles.dial} />}>
        <DialField />
      </Suspense>
      <NextCallback />
    </Dock>
  )
}

function NextCallback() {
  const { t } = useTranslation('call')
  const navigate = useNavigate()
  const formatPhone = usePhoneFormat()
  const tasks = useConsole((state) => state.projection.tasks)
  const pending = useConsole((state) => state.pending)
  const next = useMemo(() => readWorkItems(tasks, pending).find((item) => item.kind === 'callback'), [tasks, pending])
  if (next === undefined) return <p className="small muted">{t('idle.noCallback')}</p>
  return (
    <UnstyledButton
      className={styles.next}
      onClick={() => void navigate({ to: '/work', search: { task: next.taskId } })}
    >
      <ToneIcon tone="ring">
        <IconPhoneCall size={16} />
      </ToneIcon>
      <span className={styles.text}>
        <span className="small muted">{t('idle.nextCallback')}</span>
        <b className="truncate">{next.customerName ?? (next.phone === null ? next.title : formatPhone(next.phone))}</b>
        <span className="small muted truncate">{next.title}</span>
      </span>
      {next.dueAt !== null && <DueTime dueAt={next.dueAt} />}
    </UnstyledButton>
  )
}
