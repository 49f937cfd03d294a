import type { LineAnswer } from '#central/telephony/adapter.ts'
import { type AriClient, answerFailure } from './ari-client.ts'
import type { AsteriskLine } from './asterisk-line.ts'

/** Which of a sound's translations: folders of Asterisk's sounds, the first part of the name stands for the whole. */
const folders: Partial<Record<string, string>> = { 'zh-CN': 'zh_CN', 'zh-TW': 'zh_TW' }

type Words = {
  /** names the playbacks of these words */
  id: string
  /** sounds, the best first: Asterisk has no voice, and a site may lack some */
  media: readonly string[]
  language: string
  /** that somebody is there to hear them still */
  isHeard(): boolean
  /** told what plays now, by which it may be stopped */
  begins?(playback: string): void
}

/** What it takes to play something to a channel. */
export type Speaker = Pick<AsteriskLine, 'waitForPlayback'> & { ari: Pick<AriClient, 'post' | 'delete'> }

/** Plays the first of the words that there are, to their end. `none`: there are none. An answer: nobody is there. */
export async function sayWords(line: Speaker, path: string, words: Words): Promise<'said' | 'none' | LineAnswer> {
  for (const [index, media] of words.media.entries()) {
    const playback = `${words.id}-${index}`
    const over = line.waitForPlayback(playback)
    const order = { media, lang: folders[words.language] ?? 'en' }
    const begun = await line.ari.post(`${path}/play/${encodeURIComponent(playback)}`, order)
    if (!begun.ok) return answerFailure(begun)
    words.begins?.(playback)
    const wasSaid = await over
    if (!words.isHeard()) return { ok: false, code: 'gone' }
    if (wasSaid) return 'said'
  }
  return 'none'
}
