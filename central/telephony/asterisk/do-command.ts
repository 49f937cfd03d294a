import type { LineAnswer, LineCommand } from '#central/telephony/adapter.ts'
import { answerFailure } from './ari-client.ts'
import { type AsteriskLine, findLeg, pathOf } from './asterisk-line.ts'
import { dialLeg } from './dial-leg.ts'
import { hangUpLeg } from './hang-up-leg.ts'
import { listenLeg } from './listen-leg.ts'
import { answerLeg, bridgeLeg, parkLeg } from './move-leg.ts'
import { muteLeg } from './mute-leg.ts'
import { recordCall } from './record-call.ts'

const REMEMBERED = 2_000

/**
 * Carries out one primitive. A command that was carried out is not sent again while this process remembers it; after
 * a restart the state at Asterisk makes the repetition harmless.
 */
export function createCommands(line: AsteriskLine): (command: LineCommand) => Promise<LineAnswer> {
  const done = new Set<string>()
  return async (command) => {
    if (done.has(command.commandId)) return { ok: true, repeated: true }
    const answer = await carryOut(line, command)
    if (answer.ok) {
      done.add(command.commandId)
      const [oldest] = done
      if (done.size > REMEMBERED && oldest !== undefined) done.delete(oldest)
    } else {
      const { callId, legId, op } = command
      line.log.info({ callId, legId, op, code: answer.code, detail: answer.detail }, 'Asterisk would not')
    }
    return answer
  }
}

async function carryOut(line: AsteriskLine, command: LineCommand): Promise<LineAnswer> {
  if (command.op === 'dial') return dialLeg(line, command)
  if (command.op === 'record') return recordCall(line, command)
  const leg = findLeg(line, command.legId)
  if (!leg || leg.callId !== command.callId) return { ok: false, code: 'gone' }
  switch (command.op) {
    case 'answer':
      return answerLeg(line, leg)
    case 'bridge':
      return bridgeLeg(line, leg)
    case 'park':
      return parkLeg(line, leg, command.sound)
    case 'listen':
      return listenLeg(line, leg, command)
    case 'mute':
      return muteLeg(line, leg, command.on)
    case 'dtmf': {
      const sent = await line.ari.post(`${pathOf(leg)}/dtmf`, { dtmf: command.digits })
      return sent.ok ? { ok: true } : answerFailure(sent)
    }
    case 'say':
      return { ok: false, code: 'unsupported', detail: 'Asterisk has no voice' }
    case 'hang-up':
      return hangUpLeg(line, leg, command.cause)
    default:
      return command satisfies never
  }
}
