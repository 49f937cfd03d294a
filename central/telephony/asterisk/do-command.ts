import type { LineAnswer, LineCommand } from '#central/telephony/adapter.ts'
import { doOnce } from '#central/telephony/do-once.ts'
import { announceToLeg } from './announce-to-leg.ts'
import { answerFailure } from './ari-client.ts'
import { type AsteriskLine, findLeg, pathOf } from './asterisk-line.ts'
import { dialLeg } from './dial-leg.ts'
import { hangUpLeg } from './hang-up-leg.ts'
import { listenLeg } from './listen-leg.ts'
import { answerLeg, bridgeLeg, parkLeg } from './move-leg.ts'
import { muteLeg } from './mute-leg.ts'
import { recordCall } from './record-call.ts'
import { sayToLeg } from './say-to-leg.ts'
import { takeMessage } from './take-message.ts'

/** Carries out one primitive, once. */
export function createCommands(line: AsteriskLine): (command: LineCommand) => Promise<LineAnswer> {
  return doOnce('Asterisk', line.log, (command) => carryOut(line, command))
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
      return sayToLeg(line, leg, command)
    case 'announce':
      return announceToLeg(line, leg, command)
    case 'hang-up':
      return hangUpLeg(line, leg, command.cause)
    case 'take-message':
      return takeMessage(line, leg, command)
    default:
      return command satisfies never
  }
}
