import type { LineAnswer, LineLeg } from '#central/telephony/adapter.ts'
import { answerFailure } from './ari-client.ts'
import { type AsteriskLine, pathOf } from './asterisk-line.ts'

/** What `ChannelUserevent` is called after something was written on a channel: ARI tells nothing of it by itself. */
export const NOTED_EVENT = 'ringdesk.noted'

type Line = Pick<AsteriskLine, 'ari' | 'config'>

/** Writes what is known of a leg on its channel, so that it is known after a restart of central. */
export async function noteOnLeg({ ari }: Line, leg: LineLeg, variable: string, value: string): Promise<LineAnswer> {
  const noted = await ari.post(`${pathOf(leg)}/variable`, { variable, value })
  return noted.ok ? { ok: true } : answerFailure(noted)
}

/** Told back through Asterisk's own events, in their order and with their time. */
export async function tellNote({ ari, config }: Line, leg: LineLeg): Promise<LineAnswer> {
  const about = { application: config.app, source: `channel:${leg.vendorId}` }
  const told = await ari.post(`/events/user/${NOTED_EVENT}`, about)
  return told.ok ? { ok: true } : answerFailure(told)
}
