import { useTranslation } from 'react-i18next'
import { joinParts } from '#renderer/common/isolate-text.ts'
import { usePlace } from '#renderer/common/use-place.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import { SettingCard } from './setting-card.tsx'
import styles from './settings-page.module.css'

/** What runs here and where the agent's notes lie. */
export function AboutCard() {
  const { t } = useTranslation('settings')
  const shell = useConsole((state) => state.shell)
  const user = useConsole((state) => state.user)
  const place = usePlace()
  const deviceId = useConsole((state) => state.deviceId)
  return (
    <SettingCard title={t('about.title')}>
      <dl className={styles.facts}>
        <dt>{t('about.storage')}</dt>
        <dd>{t('about.stored', { place })}</dd>
        <dt>{t('about.user')}</dt>
        <dd>{joinParts(user.name, user.teamName)}</dd>
        <dt>{t('about.shell')}</dt>
        <dd>{t(`about.${shell.kind}`)}</dd>
        <dt>{t('about.version')}</dt>
        <dd className="num">{shell.version}</dd>
        <dt>{t('about.device')}</dt>
        <dd className="num">{deviceId}</dd>
      </dl>
    </SettingCard>
  )
}
