import { Button, NativeSelect, Switch } from '@mantine/core'
import IconPlayerPause from '@tabler/icons-react/dist/esm/icons/IconPlayerPause.mjs'
import IconPlayerPlay from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '#renderer/ui/error-state.tsx'
import { formatClock } from '#renderer/ui/format/duration.ts'
import type { RecordingView } from '#shared/protocol/view/recording.ts'
import { findSilences, findStretch, listGaps } from './read-levels.ts'
import styles from './recording-player.module.css'
import { usePlayer } from './use-player.ts'
import { Waveform } from './waveform.tsx'

const speeds = ['0.75', '1', '1.25', '1.5', '2']

/** Plays a recording: where who speaks, what was not recorded, faster and without the silences. */
export function RecordingPlayer({ recording }: { recording: RecordingView }) {
  const { t } = useTranslation('customer')
  const { durationMs } = recording
  const [speed, setSpeed] = useState('1')
  const [isSkipping, setSkipping] = useState(false)
  const gaps = useMemo(() => listGaps(recording), [recording])
  const silences = useMemo(() => findSilences(recording), [recording])
  const skipped = useMemo(() => (isSkipping ? silences : []), [isSkipping, silences])
  const player = usePlayer({ speed: Number(speed), skipped })
  const { state, atMs } = player
  const isPlaying = state === 'playing' || state === 'loading'
  const place = t('player.place', { at: formatClock(atMs), of: formatClock(durationMs) })
  const isInGap = findStretch(gaps, atMs) !== undefined
  return (
    <div className={styles.player}>
      {/* biome-ignore lint/a11y/useMediaCaption: nobody has written down what was said in a call */}
      <audio ref={player.audio} preload="none" src={`/recordings/${recording.recordingId}`} />
      <div>
        <Waveform recording={recording} gaps={gaps} atMs={atMs} />
        <input
          type="range"
          className={styles.seek}
          min={0}
          max={Math.max(1, durationMs)}
          step={1_000}
          value={Math.min(atMs, durationMs)}
          onChange={(event) => player.seek(event.currentTarget.valueAsNumber)}
          aria-label={t('player.seek')}
          aria-valuetext={isInGap ? `${place}, ${t('player.gap')}` : place}
        />
      </div>
      {state === 'failed' && (
        <ErrorState
          code="central_unavailable"
          text={t('player.failed')}
          retryLabel={t('player.retry')}
          onRetry={player.toggle}
        />
      )}
      <div className={styles.controls}>
        <Button
          data-autofocus
          loading={state === 'loading'}
          leftSection={
            isPlaying ? (
              <IconPlayerPause size={16} aria-hidden="true" />
            ) : (
              <IconPlayerPlay size={16} aria-hidden="true" />
            )
          }
          onClick={player.toggle}
        >
          {t(isPlaying ? 'player.pause' : 'player.play')}
        </Button>
        <span className={`num ${styles.time}`}>{place}</span>
        <Switch
          label={t('player.skip', { count: silences.length })}
          checked={isSkipping}
          disabled={silences.length === 0}
          onChange={(event) => setSkipping(event.currentTarget.checked)}
        />
        <NativeSelect
          aria-label={t('player.speed')}
          value={speed}
          onChange={(event) => setSpeed(event.currentTarget.value)}
          data={speeds.map((value) => ({ value, label: `${value}×` }))}
        />
      </div>
      <p className={`small muted ${styles.legend}`}>
        <span>{t('player.sides')}</span>
        {gaps.length > 0 && <span>{t('player.gaps', { count: gaps.length })}</span>}
      </p>
    </div>
  )
}
