import IconVoicemail from '@tabler/icons-react/dist/esm/icons/IconRecordMail.mjs'
import { useTranslation } from 'react-i18next'
import type { SnapshotCall } from '#shared/protocol/snapshot.ts'
import styles from './machine-mark.module.css'

/** Says, aloud too, that a machine picked up the number that was called, as soon as the line has heard it. */
export function MachineMark({ entry: { call } }: { entry: SnapshotCall }) {
  const { t } = useTranslation('call')
  if (call.direction !== 'outbound') return null
  const isMachine = call.legs.some(({ role, answeredBy }) => role === 'customer' && answeredBy === 'machine')
  return (
    <span role="status">
      {isMachine && (
        <span className={styles.mark}>
          <IconVoicemail size={14} aria-hidden="true" />
          {t('live.machine')}
        </span>
      )}
    </span>
  )
}
