import { LEVEL_MS } from '#shared/domain/sound/measure-levels.ts'
import type { RecordingView } from '#shared/protocol/view/recording.ts'

/** A stretch of a recording, in ms from its beginning. */
export type Stretch = { fromMs: number; untilMs: number }
/** How loud the customer and what they heard were, 0–255 each. */
export type Bar = { customer: number; heard: number }

/** Below this nobody speaks: the noise of a line. */
const SILENT = 6
/** Shorter pauses belong to how people speak. */
const LEAST_SILENCE_MS = 2_000

function decode(levels: string): Bar[] {
  const bytes = Uint8Array.from(atob(levels), (character) => character.charCodeAt(0))
  return Array.from({ length: Math.floor(bytes.length / 2) }, (_, index) => ({
    customer: bytes[2 * index] ?? 0,
    heard: bytes[2 * index + 1] ?? 0,
  }))
}

/** As many bars as are drawn, each as loud as the loudest in it; fewer for a short recording. */
export function drawBars(levels: string, most: number): Bar[] {
  const all = decode(levels)
  const count = Math.min(most, all.length)
  return Array.from({ length: count }, (_, index) => {
    const part = all.slice(Math.floor((index * all.length) / count), Math.floor(((index + 1) * all.length) / count))
    return {
      customer: Math.max(0, ...part.map((bar) => bar.customer)),
      heard: Math.max(0, ...part.map((bar) => bar.heard)),
    }
  })
}

/** Where nobody speaks for two seconds and more. */
export function findSilences({ levels, durationMs }: Pick<RecordingView, 'levels' | 'durationMs'>): Stretch[] {
  const silences: Stretch[] = []
  let from: number | null = null
  for (const [index, { customer, heard }] of [...decode(levels), { customer: 255, heard: 255 }].entries()) {
    const isSilent = Math.max(customer, heard) < SILENT
    if (isSilent && from === null) from = index
    if (isSilent || from === null) continue
    const stretch = { fromMs: from * LEVEL_MS, untilMs: Math.min(index * LEVEL_MS, durationMs) }
    if (stretch.untilMs - stretch.fromMs >= LEAST_SILENCE_MS) silences.push(stretch)
    from = null
  }
  return silences
}

/** What was paused, with its ends. */
export function listGaps({ gaps, durationMs }: Pick<RecordingView, 'gaps' | 'durationMs'>): Stretch[] {
  return gaps.map(([fromMs, untilMs]) => ({ fromMs, untilMs: untilMs ?? durationMs }))
}

export const findStretch = (stretches: readonly Stretch[], ms: number): Stretch | undefined =>
  stretches.find(({ fromMs, untilMs }) => ms >= fromMs && ms < untilMs)
