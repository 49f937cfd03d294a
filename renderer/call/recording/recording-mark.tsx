import IconPlayerPause from '@tabler/icons-react/dist/esm/icons/IconPlayerPause.mjs'
import IconPlayerRecord from '@tabler/icons-react/dist/esm/icons/IconPlayerRecord.mjs'
import { useTranslation } from 'react-i18next'
import type { Recording } from '#shared/protocol/call.ts'
import styles from './recording-mark.module.css'

const tones = { on: 'bad', resuming: 'hold', pausing: 'bad', paused: 'hold', stopping: 'bad' } as const

/**
 * Whether the call is recorded, as its line says: while a pause is only asked for, it still records. One that ended in
 * the middle of its call says so; nothing for a call that is not recorded.
 */
export function RecordingMark({ state }: { state: Recording['state'] }) {
  const { t } = useTranslation('call')
  if (state === 'none' || state === 'starting') return null
  if (state === 'failed' || state === 'stopped') return <span className="muted">{t(`recording.${state}`)}</span>
  const Icon = state === 'paused' || state === 'resuming' ? IconPlayerPause : IconPlayerRecord
  return (
    <span className={styles.mark} data-tone={tones[state]}>
      <Icon size={15} aria-hidden="true" />
      <b>{t(`recording.${state}`)}</b>
    </span>
  )
}
