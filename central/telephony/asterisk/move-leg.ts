import type { LineAnswer, LineLeg, Sound } from '#central/telephony/adapter.ts'
import { answerFailure } from './ari-client.ts'
import { type AsteriskLine, pathOf } from './asterisk-line.ts'
import { openBridge } from './bridges.ts'

export async function answerLeg({ ari }: AsteriskLine, leg: LineLeg): Promise<LineAnswer> {
  if (leg.state === 'up') return { ok: true, repeated: true }
  const answered = await ari.post(`${pathOf(leg)}/answer`)
  return answered.ok ? { ok: true } : answerFailure(answered)
}

export async function bridgeLeg(line: AsteriskLine, leg: LineLeg): Promise<LineAnswer> {
  if (leg.state !== 'up') return { ok: false, code: 'wrong_state', detail: 'not answered' }
  const refused = await openBridge(line, leg.callId, 'bridge')
  if (refused) return answerFailure(refused)
  await silence(line, leg)
  const added = await line.ari.post(`/bridges/${leg.callId}/addChannel`, { channel: leg.vendorId })
  return added.ok ? { ok: true } : answerFailure(added)
}

/** Out of the bridge, with something to hear. A leg that is in no bridge only changes what it hears. */
export async function parkLeg(line: AsteriskLine, leg: LineLeg, sound: Sound): Promise<LineAnswer> {
  if (sound.kind === 'say') return { ok: false, code: 'unsupported', detail: 'Asterisk has no voice' }
  await line.ari.post(`/bridges/${leg.callId}/removeChannel`, { channel: leg.vendorId })
  await silence(line, leg)
  const begun = await beginSound(line, leg, sound)
  return begun.ok ? { ok: true } : answerFailure(begun)
}

function beginSound({ ari }: AsteriskLine, leg: LineLeg, sound: Exclude<Sound, { kind: 'say' }>) {
  const path = pathOf(leg)
  switch (sound.kind) {
    case 'music':
      return ari.post(`${path}/moh`)
    case 'ringback':
      return ari.post(`${path}/ring`)
    case 'silence':
      return ari.post(`${path}/silence`)
    case 'media':
      return ari.post(`${path}/play`, { media: sound.url })
    default:
      return sound satisfies never
  }
}

/** Ends what it hears outside the bridge. What was not playing answers the same. */
export async function silence({ ari }: AsteriskLine, leg: LineLeg): Promise<void> {
  const path = pathOf(leg)
  await Promise.all(['moh', 'ring', 'silence'].map((what) => ari.delete(`${path}/${what}`)))
}
