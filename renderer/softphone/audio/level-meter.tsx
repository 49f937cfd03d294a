import { useTranslation } from 'react-i18next'
import styles from './level-meter.module.css'

/** How loud the microphone hears now, 0 to 1. */
export function LevelMeter({ level }: { level: number }) {
  const { t } = useTranslation('softphone')
  const percent = Math.round(level * 100)
  return (
    // biome-ignore lint/a11y/useSemanticElements: the bar of a meter element takes no colours of ours in every browser
    <div
      className={styles.meter}
      role="meter"
      aria-label={t('audio.level')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={t('audio.levelValue', { percent })}
    >
      <div className={styles.bar} style={{ inlineSize: `${percent}%` }} />
    </div>
  )
}
