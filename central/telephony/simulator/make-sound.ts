import { writeWavHeader } from '#shared/domain/sound/wav.ts'

const RATE = 8_000
const LOUD = 6_000
/** who speaks when, in turns: the customer on the left, the agent on the right */
const TURN_MS = 2_500
const tones = [220, 330] as const

/** A part of a recording that must not be kept, in ms from its beginning. */
export type Gap = { fromMs: number; untilMs: number }

type Recorded = { kind: 'call' | 'message'; gaps: readonly Gap[] }

/**
 * What the simulated network has recorded: of a call two voices that take turns, and exact silence in the pauses; of a
 * message the caller's.
 */
export async function* makeSound(durationMs: number, { kind, gaps }: Recorded): AsyncGenerator<Uint8Array> {
  const samples = Math.floor((durationMs / 1_000) * RATE)
  yield writeWavHeader({ channels: 2, rate: RATE, dataBytes: 4 * samples })
  for (let from = 0; from < samples; from += RATE) {
    const length = Math.min(RATE, samples - from)
    const piece = Buffer.alloc(4 * length)
    for (let index = 0; index < length; index += 1) writeSample(piece, index, from + index, { kind, gaps })
    yield piece
  }
}

function writeSample(piece: Buffer, index: number, sample: number, { kind, gaps }: Recorded): void {
  const ms = (sample / RATE) * 1_000
  if (gaps.some(({ fromMs, untilMs }) => ms >= fromMs && ms < untilMs)) return
  const speaker = kind === 'message' ? 0 : Math.floor(ms / TURN_MS) % 2
  // syllables: a voice swells and falls four times a second
  const swell = Math.sin(Math.PI * 4 * (ms / 1_000)) ** 2
  const value = Math.sin((2 * Math.PI * (tones[speaker] ?? 0) * sample) / RATE) * LOUD * swell
  piece.writeInt16LE(Math.round(value), 4 * index + 2 * speaker)
}
