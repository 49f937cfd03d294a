import type { LineAnswer, LineCommand } from '#central/telephony/adapter.ts'
import { doOnce } from '#central/telephony/do-once.ts'
import { dialLeg } from './dial-leg.ts'
import { hangUpLeg } from './hang-up-leg.ts'
import { sendTones } from './key-tones.ts'
import { listenWithLeg } from './listen-leg.ts'
import { announceToLeg, bridgeLeg, muteLeg, parkLeg, sayToLeg } from './move-leg.ts'
import type { BoundLeg } from './participants.ts'
import { recordCall } from './record-call.ts'
import { takeMessageFrom } from './take-message.ts'
import type { TwilioLeg } from './twilio-legs.ts'
import type { TwilioLine } from './twilio-line.ts'

/** Carries out one primitive, once. A leg that is being dialled is not dialled beside that. */
export function createCommands(line: TwilioLine): (command: LineCommand) => Promise<LineAnswer> {
  const dialling = new Map<string, Promise<LineAnswer>>()
  return doOnce('Twilio', line.log, (command) => {
    if (command.op !== 'dial') return carryOut(line, command)
    const { legId } = command
    const running = dialling.get(legId) ?? carryOut(line, command).finally(() => dialling.delete(legId))
    dialling.set(legId, running)
    return running
  })
}

async function carryOut(line: TwilioLine, command: LineCommand): Promise<LineAnswer> {
  if (command.op === 'dial') return dialLeg(line, command)
  const leg = await line.legs.findByLeg(command.legId)
  if (!leg || leg.callId !== command.callId) return { ok: false, code: 'gone' }
  // what became of a recording is known after its call
  if (command.op === 'record') return recordCall(line, leg, command)
  if (leg.endedAt !== null) return { ok: false, code: 'gone' }
  if (command.op === 'hang-up') return hangUpLeg(line, leg)
  if (!isBound(leg)) return { ok: false, code: 'wrong_state', detail: 'not called yet' }
  switch (command.op) {
    case 'answer':
      // the reply to the arrival picks up the line
      return { ok: true }
    case 'bridge':
      return bridgeLeg(line, leg)
    case 'park':
      return parkLeg(line, leg, command.sound)
    case 'mute':
      return muteLeg(line, leg, command.on)
    case 'listen':
      return listenWithLeg(line, leg, command)
    case 'dtmf':
      return sendTones(line, leg, command)
    case 'say':
      return sayToLeg(line, leg, command)
    case 'announce':
      return announceToLeg(line, leg, command)
    case 'take-message':
      return takeMessageFrom(line, leg, command)
    default:
      return command satisfies never
  }
}

function isBound(leg: TwilioLeg): leg is BoundLeg {
  return leg.callSid !== null
}
