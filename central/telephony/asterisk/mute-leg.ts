import type { LineAnswer, LineLeg } from '#central/telephony/adapter.ts'
import { answerFailure } from './ari-client.ts'
import { type AsteriskLine, pathOf } from './asterisk-line.ts'
import { noteOnLeg, tellNote } from './note-on-leg.ts'

/** The leg is heard no more. */
export async function muteLeg(line: AsteriskLine, leg: LineLeg, on: boolean): Promise<LineAnswer> {
  const muted = await (on ? line.ari.post : line.ari.delete)(`${pathOf(leg)}/mute`, { direction: 'in' })
  return muted.ok ? noteMuted(line, leg, on) : answerFailure(muted)
}

/** That nobody hears the leg, whatever it is that keeps it from them. */
export async function noteMuted(line: AsteriskLine, leg: LineLeg, on: boolean): Promise<LineAnswer> {
  const noted = await noteOnLeg(line, leg, 'RINGDESK_MUTED', on ? '1' : '0')
  return noted.ok ? tellNote(line, leg) : noted
}
