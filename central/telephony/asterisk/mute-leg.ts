import type { LineAnswer, LineLeg } from '#central/telephony/adapter.ts'
import { answerFailure } from './ari-client.ts'
import { type AsteriskLine, pathOf } from './asterisk-line.ts'

/** What `ChannelUserevent` is called after a mute: ARI tells nothing of it by itself. */
export const MUTED_EVENT = 'ringdesk.muted'

/** The leg is heard no more. Written on the channel, so that it is known after a restart of central. */
export async function muteLeg(line: AsteriskLine, leg: LineLeg, on: boolean): Promise<LineAnswer> {
  const muted = await (on ? line.ari.post : line.ari.delete)(`${pathOf(leg)}/mute`, { direction: 'in' })
  return muted.ok ? noteMuted(line, leg, on) : answerFailure(muted)
}

/** That nobody hears the leg, whatever it is that keeps it from them. */
export async function noteMuted({ ari, config }: AsteriskLine, leg: LineLeg, on: boolean): Promise<LineAnswer> {
  const path = pathOf(leg)
  const noted = await ari.post(`${path}/variable`, { variable: 'RINGDESK_MUTED', value: on ? '1' : '0' })
  if (!noted.ok) return answerFailure(noted)
  // told back through Asterisk's own events, in their order and with their time
  const told = await ari.post(`/events/user/${MUTED_EVENT}`, {
    application: config.app,
    source: `channel:${leg.vendorId}`,
  })
  return told.ok ? { ok: true } : answerFailure(told)
}
