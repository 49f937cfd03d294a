import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs'
import { useTranslation } from 'react-i18next'
import { ToneIcon } from '#renderer/ui/tone-icon.tsx'
import { Dock } from './dock.tsx'
import styles from './wrap-up-dock.module.css'

/** Everything is written and safe; the service has still to hear of it. */
export function SavedDock() {
  const { t } = useTranslation('call')
  return (
    <Dock tone="wrap">
      <div className={styles.row}>
        <ToneIcon tone="ok">
          <IconCircleCheck size={16} />
        </ToneIcon>
        <div className={styles.text} role="status">
          <b className={styles.title}>{t('wrap.saved')}</b>
          <span className="small muted">{t('wrap.savedHint')}</span>
        </div>
      </div>
    </Dock>
  )
}
