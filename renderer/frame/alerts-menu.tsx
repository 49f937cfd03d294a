import { ActionIcon, Button, Indicator, Popover } from '@mantine/core'
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import IconBell from '@tabler/icons-react/dist/esm/icons/IconBell.mjs'
import IconPhonePlus from '@tabler/icons-react/dist/esm/icons/IconPhonePlus.mjs'
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CallButton } from '#renderer/call/dial/call-button.tsx'
import { useRefusalText } from '#renderer/common/use-refusal-text.ts'
import { useConsole, useConsoleTools, useDispatch } from '#renderer/state/console-context.tsx'
import { useDeskQuery } from '#renderer/state/queries.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import type { Tone } from '#renderer/ui/tone.ts'
import { ToneIcon } from '#renderer/ui/tone-icon.tsx'
import type { FieldConflict } from '#shared/protocol/view/customer.ts'
import styles from './alerts-menu.module.css'

/** Things that need the agent, each with its action on it. */
export function AlertsMenu() {
  const { t } = useTranslation('frame')
  const [opened, setOpened] = useState(false)
  const alerts = useAlerts(() => setOpened(false))
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={360} trapFocus>
      <Indicator disabled={alerts.length === 0} label={alerts.length} size={16} color="danger" offset={5}>
        <Popover.Target>
          <ActionIcon onClick={() => setOpened(!opened)} aria-label={t('alerts.label', { count: alerts.length })}>
            <IconBell size={18} />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown aria-label={t('alerts.title')}>
        {alerts.length === 0 ? <NoAlerts /> : <ul className={styles.list}>{alerts}</ul>}
      </Popover.Dropdown>
    </Popover>
  )
}

/** Takes the focus, also when the last alert goes under it: the menu's keys work on. */
function NoAlerts() {
  const { t } = useTranslation('frame')
  return (
    <div tabIndex={-1} data-autofocus className={styles.none} ref={(node) => node?.focus()}>
      <EmptyState text={t('alerts.none')} />
    </div>
  )
}

function useAlerts(close: () => void): ReactNode[] {
  const { t } = useTranslation('frame')
  const navigate = useNavigate()
  const say = useRefusalText()
  const { store } = useConsoleTools()
  const sync = useConsole((state) => state.sync)
  const numberLink = useConsole((state) => state.numberLink)
  const conflicts = useDeskQuery('work.list', {}).data?.data.conflicts ?? []
  const review = () => {
    close()
    void navigate({ to: '/unsent' })
  }
  const rows: ReactNode[] = []
  if (sync.rejected > 0) {
    const action = <Button onClick={review}>{t('alerts.review')}</Button>
    const title = t('alerts.rejected', { count: sync.rejected })
    rows.push(
      <AlertRow key="rejected" tone="bad" icon={<IconAlertTriangle size={16} />} title={title} action={action} />,
    )
  }
  if (sync.failing !== null) {
    const title = t('alerts.failing', { reason: say(sync.failing) })
    rows.push(<AlertRow key="failing" tone="bad" icon={<IconAlertTriangle size={16} />} title={title} />)
  }
  if (numberLink !== null) {
    const look = () => {
      close()
      store.setState({ numberLink: null })
      void navigate({
        to: '/customers/{-$customerId}',
        params: { customerId: undefined },
        search: { find: numberLink },
      })
    }
    const leave = () => {
      close()
      store.setState({ numberLink: null })
      void navigate({ to: '/work', search: {} })
    }
    const action = (
      <>
        <Button onClick={look}>{t('alerts.look')}</Button>
        <CallButton look="word" number={numberLink} customerId={null} onDial={leave} />
      </>
    )
    const title = t('alerts.numberLink', { number: numberLink })
    rows.push(<AlertRow key="link" tone="call" icon={<IconPhonePlus size={16} />} title={title} action={action} />)
  }
  for (const conflict of conflicts)
    rows.push(<ConflictRow key={conflict.conflictId} conflict={conflict} onLeave={close} />)
  return rows
}

function ConflictRow({ conflict, onLeave }: { conflict: FieldConflict; onLeave: () => void }) {
  const { t } = useTranslation('frame')
  const dispatch = useDispatch()
  const navigate = useNavigate()
  const { kept, replaced, customerId, conflictId } = conflict
  const open = () => {
    onLeave()
    void navigate({ to: '/customers/{-$customerId}', params: { customerId } })
  }
  const acknowledge = () => void dispatch.paperwork([{ type: 'conflict.acknowledge', conflictId }])
  const detail = { kept: kept.value, keptBy: kept.by, replaced: replaced.value, replacedBy: replaced.by }
  return (
    <AlertRow
      tone="wrap"
      icon={<IconUsers size={16} />}
      title={t('alerts.conflict', { name: conflict.customerName, field: t(`field.${conflict.field}`) })}
      detail={t('alerts.conflictKept', detail)}
      action={
        <>
          <Button variant="default" onClick={open}>
            {t('alerts.open')}
          </Button>
          <Button variant="default" onClick={acknowledge}>
            {t('alerts.seen')}
          </Button>
        </>
      }
    />
  )
}

type RowProps = { tone: Tone; icon: ReactNode; title: string; detail?: string; action?: ReactNode }

function AlertRow({ tone, icon, title, detail, action }: RowProps) {
  return (
    <li className={styles.row}>
      <ToneIcon tone={tone}>{icon}</ToneIcon>
      <div className={styles.body}>
        <b>{title}</b>
        {detail !== undefined && <p className="small muted">{detail}</p>}
        {action !== undefined && <div className={styles.actions}>{action}</div>}
      </div>
    </li>
  )
}
