import IconPhone from '@tabler/icons-react/dist/esm/icons/IconPhone.mjs'
import IconUser from '@tabler/icons-react/dist/esm/icons/IconUser.mjs'
import IconUsersGroup from '@tabler/icons-react/dist/esm/icons/IconUsersGroup.mjs'
import { useTranslation } from 'react-i18next'
import type { NumberTarget } from '#renderer/call/contacts/list-contacts.ts'
import { joinParts } from '#renderer/common/isolate-text.ts'
import { PhoneText, usePhoneFormat } from '#renderer/common/phone-text.tsx'
import { stateLook } from '#renderer/frame/state-look.ts'
import { formatClock } from '#renderer/ui/format/duration.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Timer } from '#renderer/ui/timer.tsx'
import type { DirectoryAgent, DirectoryQueue } from '#shared/protocol/view/directory.ts'
import type { Target } from './list-targets.ts'
import styles from './transfer-panel.module.css'

/** Who, and what speaks for or against them now. */
export function TargetLine({ target }: { target: Target }) {
  if (target.kind === 'agent') return <AgentLine agent={target.agent} />
  if (target.kind === 'queue') return <QueueLine queue={target.queue} name={target.name} />
  return target.names.length > 0 ? <PersonLine target={target} /> : <NumberLine target={target} />
}

function AgentLine({ agent }: { agent: DirectoryAgent }) {
  const { t } = useTranslation('frame')
  const { icon: StateIcon, tone } = stateLook[agent.state]
  return (
    <>
      <StateIcon size={17} aria-hidden="true" data-tone={tone} style={{ color: 'var(--tone)' }} />
      <span className={styles.text}>
        <b className="truncate">{agent.name}</b>
        <span className={styles.detail}>
          <span data-tone={tone}>{t(`state.${agent.state}`)}</span>
          {agent.since !== null && agent.state !== 'offline' && <Timer since={agent.since} />}
          {agent.teamName !== null && <span className="truncate">{`· ${agent.teamName}`}</span>}
        </span>
      </span>
    </>
  )
}

function QueueLine({ queue, name }: { queue: DirectoryQueue; name: string }) {
  const { t } = useTranslation('call')
  const longest =
    queue.longestWaitMs === null ? null : t('transfer.longest', { time: formatClock(queue.longestWaitMs) })
  return (
    <>
      <IconUsersGroup size={17} aria-hidden="true" />
      <span className={styles.text}>
        <b className="truncate">{name}</b>
        <span className={styles.detail}>
          {joinParts(
            t('transfer.waiting', { count: queue.waiting }),
            longest,
            t('transfer.free', { count: queue.available }),
          )}
        </span>
      </span>
    </>
  )
}

/** A number by whose it is: known customers, or several who share it. */
function PersonLine({ target: { names, number, contact } }: { target: NumberTarget }) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const formatPhone = usePhoneFormat()
  const label = contact === null ? null : t(`phoneLabel.${contact.label}`)
  return (
    <>
      <IconUser size={17} aria-hidden="true" />
      <span className={styles.text}>
        <b className="truncate">{format.either(names)}</b>
        <span className={styles.detail}>
          <span className={`num ${styles.number}`}>{formatPhone(number)}</span>
          {contact !== null && <span className="truncate">{`· ${joinParts(label, contact.company)}`}</span>}
        </span>
      </span>
    </>
  )
}

function NumberLine({ target: { number, country } }: { target: NumberTarget }) {
  const { t, i18n } = useTranslation('call')
  const name = country === null ? undefined : new Intl.DisplayNames(i18n.language, { type: 'region' }).of(country)
  return (
    <>
      <IconPhone size={17} aria-hidden="true" />
      <span className={styles.text}>
        <b>
          <PhoneText number={number} />
        </b>
        <span className={styles.detail}>{name ?? t('transfer.anyCountry')}</span>
      </span>
    </>
  )
}
