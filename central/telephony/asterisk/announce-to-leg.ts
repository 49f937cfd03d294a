import type { LineAnswer, LineCommand, LineLeg } from '#central/telephony/adapter.ts'
import { answerFailure } from './ari-client.ts'
import { type AsteriskLine, pathOf } from './asterisk-line.ts'
import { type Speaker, sayWords } from './say-words.ts'

/** The site's own words, else what comes with Asterisk. */
const words = [
  'sound:ringdesk-recorded',
  'sound:this-call-may-be-monitored-or-recorded',
  'sound:conf-now-recording',
] as const

/**
 * Whispers the announcement to one leg in the middle of its conversation, through a channel of its own: the call's
 * bridge never gets it. Answered when it was said to its end; a site that has no such sound has announced nothing.
 */
export async function announceToLeg(
  line: Speaker & Pick<AsteriskLine, 'config' | 'legs' | 'waitForStasis'>,
  leg: LineLeg,
  { commandId, sound }: Extract<LineCommand, { op: 'announce' }>,
): Promise<LineAnswer> {
  if (sound.kind !== 'say') return { ok: false, code: 'unsupported', detail: sound.kind }
  if (leg.state !== 'up') return { ok: false, code: 'wrong_state', detail: 'not answered' }
  const channel = `announce-${commandId}`
  const path = `/channels/${encodeURIComponent(channel)}`
  const ready = line.waitForStasis(channel)
  const order = { spy: 'none', whisper: 'out', app: line.config.app, appArgs: 'announce' }
  const made = await line.ari.post(`${pathOf(leg)}/snoop/${encodeURIComponent(channel)}`, order)
  if (!made.ok) {
    if (made.status !== 409) return answerFailure(made)
    // by a process that did not live to hear its end: said anew
    await line.ari.delete(path)
    return { ok: false, code: 'busy', detail: 'an announcement that was cut short' }
  }
  if (!(await ready)) return { ok: false, code: 'vendor', detail: 'no channel to announce by' }
  const isHeard = () => line.legs.has(leg.vendorId)
  const said = await sayWords(line, path, { id: channel, media: words, language: sound.language, isHeard })
  await line.ari.delete(path)
  if (said === 'said') return { ok: true }
  return said === 'none' ? { ok: false, code: 'unsupported', detail: 'no sound to announce with' } : said
}
