import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './level-meter.module.css'
import { listenToLevel } from './measure-level.ts'

/** How loud the microphone hears now. The bar falls slowly, so that a word is seen. */
export function LevelMeter({ stream }: { stream: MediaStream }) {
  const { t } = useTranslation('softphone')
  const [level, setLevel] = useState(0)
  useEffect(() => {
    const audio = new AudioContext()
    const reader = listenToLevel(stream, audio)
    void audio.resume()
    let frame = 0
    const draw = () => {
      setLevel((before) => Math.max(reader.read(), before - 0.02))
      frame = requestAnimationFrame(draw)
    }
    draw()
    return () => {
      cancelAnimationFrame(frame)
      reader.stop()
      void audio.close()
    }
  }, [stream])
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
