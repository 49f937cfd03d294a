import type { LineAnswer, LineLeg, Sound } from '#central/telephony/adapter.ts'
import { type AriFailure, answerFailure } from './ari-client.ts'
import { type AsteriskLine, pathOf } from './asterisk-line.ts'

/**
 * The bridge of a call. `video_sfu` makes Asterisk mix always: plain `mixing` hands two legs over to each other, and
 * a browser then stays silent for seconds when its far end changes. 409: it is there already.
 */
export async function openBridge({ ari }: AsteriskLine, callId: string): Promise<AriFailure | null> {
  const made = await ari.post(`/bridges/${callId}`, { type: 'mixing,video_sfu', name: 'ringdesk' })
  return made.ok || made.status === 409 ? null : made
}

export async function answerLeg({ ari }: AsteriskLine, leg: LineLeg): Promise<LineAnswer> {
  if (leg.state === 'up') return { ok: true, repeated: true }
  const answered = await ari.post(`${pathOf(leg)}/answer`)
  return answered.ok ? { ok: true } : answerFailure(answered)
}

export async function bridgeLeg(line: AsteriskLine, leg: LineLeg): Promise<LineAnswer> {
  if (leg.state !== 'up') return { ok: false, code: 'wrong_state', detail: 'not answered' }
  const refused = await openBridge(line, leg.callId)
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
async function silence({ ari }: AsteriskLine, leg: LineLeg): Promise<void> {
  const path = pathOf(leg)
  await Promise.all(['moh', 'ring', 'silence'].map((what) => ari.delete(`${path}/${what}`)))
}

/** What `ChannelUserevent` is called after a mute: ARI tells nothing of it by itself. */
export const MUTED_EVENT = 'ringdesk.muted'

/** The leg is heard no more. Written on the channel, so that it is known after a restart of central. */
export async function muteLeg({ ari, config }: AsteriskLine, leg: LineLeg, on: boolean): Promise<LineAnswer> {
  const path = pathOf(leg)
  const muted = await (on ? ari.post : ari.delete)(`${path}/mute`, { direction: 'in' })
  if (!muted.ok) return answerFailure(muted)
  const noted = await ari.post(`${path}/variable`, { variable: 'RINGDESK_MUTED', value: on ? '1' : '0' })
  if (!noted.ok) return answerFailure(noted)
  // told back through Asterisk's own events, in their order and with their time
  const told = await ari.post(`/events/user/${MUTED_EVENT}`, {
    application: config.app,
    source: `channel:${leg.vendorId}`,
  })
  return told.ok ? { ok: true } : answerFailure(told)
}
