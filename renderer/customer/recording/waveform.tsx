import { useId, useMemo } from 'react'
import type { RecordingView } from '#shared/protocol/view/recording.ts'
import { drawBars, type Stretch } from './read-levels.ts'
import styles from './recording-player.module.css'

const MOST_BARS = 240
const HALF = 50

type Props = { recording: RecordingView; gaps: readonly Stretch[]; atMs: number }

/** The customer above the line, what they heard below; hatched where nothing was recorded. */
export function Waveform({ recording, gaps, atMs }: Props) {
  const hatch = useId()
  const { durationMs, levels } = recording
  const bars = useMemo(() => drawBars(levels, MOST_BARS), [levels])
  const part = (ms: number) => (durationMs === 0 ? 0 : (ms / durationMs) * bars.length)
  return (
    <svg
      className={styles.wave}
      viewBox={`0 0 ${Math.max(1, bars.length)} ${2 * HALF}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <defs>
        <pattern id={hatch} width="3" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(20)">
          <rect width="1" height="8" className={styles.hatch} />
        </pattern>
      </defs>
      {bars.map(({ customer, heard }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
        <g key={index} data-played={index < part(atMs) || undefined} className={styles.bar}>
          <rect x={index} width={0.7} y={HALF - lift(customer)} height={lift(customer)} />
          <rect x={index} width={0.7} y={HALF} height={lift(heard)} className={styles.heard} />
        </g>
      ))}
      {gaps.map(({ fromMs, untilMs }) => (
        <rect
          key={fromMs}
          x={part(fromMs)}
          width={Math.max(0.5, part(untilMs) - part(fromMs))}
          y={0}
          height={2 * HALF}
          fill={`url(#${hatch})`}
        />
      ))}
    </svg>
  )
}

/** Quiet voices are seen too: the ear hears by powers, not by amounts. */
const lift = (level: number) => Math.max(1, Math.sqrt(level / 255) * (HALF - 4))
