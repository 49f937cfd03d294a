import type { LineAnswer, LineCommand, LineLeg } from '#central/telephony/adapter.ts'
import { type AsteriskLine, pathOf } from './asterisk-line.ts'
import { hangUpLeg } from './hang-up-leg.ts'
import { silence } from './move-leg.ts'
import { sayWords } from './say-words.ts'

/** What comes with Asterisk and says nearly the same, by the name of the words. */
const core: Partial<Record<string, string>> = {
  busy: 'sound:please-try-call-later',
  'not-in-service': 'sound:ss-noservice',
}

/**
 * Plays the words in place of what the leg hears. Answered when they are over, so that a central that dies meanwhile
 * asks again; a site without such a sound has said nothing, and whoever asked decides.
 */
export async function sayToLeg(
  line: AsteriskLine,
  leg: LineLeg,
  { commandId, sound, names, thenHangUp }: Extract<LineCommand, { op: 'say' }>,
): Promise<LineAnswer> {
  if (sound.kind !== 'say') return { ok: false, code: 'unsupported', detail: sound.kind }
  await silence(line, leg)
  const own = names.map((name) => `sound:ringdesk-${name}`)
  const media = [...own, ...names.flatMap((name) => core[name] ?? [])]
  const isHeard = () => line.legs.has(leg.vendorId)
  const said = await sayWords(line, pathOf(leg), { id: `say-${commandId}`, media, language: sound.language, isHeard })
  if (said === 'none') return { ok: false, code: 'unsupported', detail: `no sound ${own.join(', ')}` }
  if (said !== 'said') return said
  return thenHangUp ? hangUpLeg(line, leg, 'normal') : { ok: true }
}
