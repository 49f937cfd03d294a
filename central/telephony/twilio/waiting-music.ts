import { RATE, writeWave } from './write-wave.ts'

const BEAT_S = 0.5

/** Broken chords of one calm progression: C, Am, F, G as notes of the tempered scale around A4. */
const chords = [
  [-9, -5, -2, 3],
  [-12, -9, -5, 0],
  [-16, -12, -9, -4],
  [-14, -10, -7, -2],
]
const rounds = 2

/**
 * The music callers wait with: 16 s that are made here, so that they belong to nobody else and no other server is
 * needed. About 128 kB.
 */
export function composeWaitingMusic(): Buffer {
  const notes = Array.from({ length: rounds }, () => chords)
    .flat()
    .flat()
  return writeWave(play(notes))
}

function* play(notes: readonly number[]): Generator<number> {
  const perNote = RATE * BEAT_S
  for (const [index, note] of notes.entries()) {
    const previous = notes[(index + notes.length - 1) % notes.length] ?? note
    for (let step = 0; step < perNote; step += 1) {
      yield (sound(note, step / RATE) + sound(previous, step / RATE + BEAT_S)) * 9_000
    }
  }
}

/** A plucked tone, `seconds` after it was struck. */
function sound(note: number, seconds: number): number {
  const hertz = 440 * 2 ** (note / 12)
  const swing = 2 * Math.PI * hertz * seconds
  const attack = Math.min(1, seconds / 0.02)
  return attack * Math.exp(-3 * seconds) * (Math.sin(swing) + 0.3 * Math.sin(2 * swing))
}
