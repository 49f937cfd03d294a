import IconHeadphones from '@tabler/icons-react/dist/esm/icons/IconHeadphones.mjs'
import { useTranslation } from 'react-i18next'
import type { CallFacts, Monitor } from '#shared/protocol/call.ts'
import styles from './coach-line.module.css'

/** Tells the agent whose voice this is: a coach whom only they hear, or a supervisor whom everybody hears. */
export function CoachLine({ call: { monitor, part } }: { call: CallFacts }) {
  if (monitor === null || part !== 'owner') return null
  return <Told monitor={monitor} />
}

function Told({ monitor }: { monitor: Monitor }) {
  const { t } = useTranslation('call')
  const { name } = monitor
  return (
    <p className={styles.line} role="status">
      <IconHeadphones size={15} aria-hidden="true" />
      {t(monitor.mode === 'whisper' ? 'supervise.coach' : 'supervise.joined', { name })}
    </p>
  )
}
