import type { LineAnswer, LineLeg } from '#central/telephony/adapter.ts'
import type { TerminationCause } from '#shared/protocol/call.ts'
import { answerFailure } from './ari-client.ts'
import { type AsteriskLine, pathOf } from './asterisk-line.ts'
import { reasonCodes } from './causes.ts'
import { endQuestion } from './question.ts'

/** Ends a leg. Why is written on the channel first: its end cannot tell our time-out from their refusal. */
export async function hangUpLeg(line: AsteriskLine, leg: LineLeg, cause: TerminationCause): Promise<LineAnswer> {
  await endQuestion(line, leg)
  const path = pathOf(leg)
  const noted = await line.ari.post(`${path}/variable`, { variable: 'RINGDESK_CAUSE', value: cause })
  if (!noted.ok) return answerFailure(noted)
  const ended = await line.ari.delete(path, { reason_code: reasonCodes[cause] })
  return ended.ok ? { ok: true } : answerFailure(ended)
}
