import { useTranslation } from 'react-i18next'
import { AudioCard } from '#renderer/softphone/audio/audio-card.tsx'
import { AboutCard } from './about-card.tsx'
import { AppearanceCard } from './appearance-card.tsx'
import { CallCard } from './call-card.tsx'
import { RingCard } from './ring-card.tsx'
import styles from './settings-page.module.css'
import { ShortcutsCard } from './shortcuts-card.tsx'

/** An agent's own settings; kept by their desk, at work at once. */
export function SettingsPage() {
  const { t } = useTranslation('settings')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
    <section className={styles.page} aria-label={t('title')} tabIndex={0}>
      <div className={styles.inner}>
        <div>
          <h1>{t('title')}</h1>
          <p className="muted">{t('saved')}</p>
        </div>
        <AppearanceCard />
        <AudioCard />
        <RingCard />
        <CallCard />
        <ShortcutsCard />
        <AboutCard />
      </div>
    </section>
  )
}
