import { pinyin, polyphonic } from 'pinyin-pro'

/** One way to say a run of Chinese characters: its syllables in order. */
export type Reading = string[]

/** More readings than this are not worth their rows: a name has one or two that people use. */
const MOST_READINGS = 8
/** Beyond a person's name only the usual reading is kept; a company of 14 characters could have thousands. */
const NAME_LENGTH = 4

/**
 * The readings of a Han run without tones, the likeliest first: as a surname (单 is shan), as a word, and with each
 * polyphonic character's other sounds. ü is `v`. Traditional and simplified writing read the same.
 */
export function readPinyin(han: string): Reading[] {
  const options = { toneType: 'none', type: 'array', v: true } as const
  const readings = new Map<string, Reading>()
  const add = (reading: Reading) => {
    if (readings.size < MOST_READINGS) readings.set(reading.join(' '), reading)
  }
  if ([...han].length > NAME_LENGTH) return keepSpoken([pinyin(han, options)])
  add(pinyin(han, { ...options, surname: 'head' }))
  add(pinyin(han, options))
  for (const reading of combine(polyphonic(han, options))) add(reading)
  return keepSpoken([...readings.values()])
}

/** The likeliest of these readings; null where there is none. A search asks at every key, so the others are not made. */
export function readLikeliestPinyin(han: string): Reading | null {
  const options = { toneType: 'none', type: 'array', v: true } as const
  const surname = [...han].length > NAME_LENGTH ? {} : ({ surname: 'head' } as const)
  const [likeliest] = keepSpoken([pinyin(han, { ...options, ...surname })])
  return likeliest ?? readPinyin(han)[0] ?? null
}

/** Kana, Hangul and characters too rare for the dictionary come back as they are: no reading then. */
function keepSpoken(readings: Reading[]): Reading[] {
  return readings.filter((reading) => reading.every((syllable) => /^[a-z]+$/.test(syllable)))
}

function combine(choices: string[][]): Reading[] {
  return choices.reduce<Reading[]>(
    (readings, sounds) =>
      readings.flatMap((reading) => sounds.map((sound) => [...reading, sound])).slice(0, MOST_READINGS),
    [[]],
  )
}
