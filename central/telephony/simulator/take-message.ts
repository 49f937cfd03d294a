import type { LineAnswer, LineCommand } from '#central/telephony/adapter.ts'
import { callerDefaults } from './caller.ts'
import type { Network } from './network.ts'
import { cancelPlans, type SimulatedLeg } from './simulated-leg.ts'

/** How long any words take to be said. */
export const SAY_MS = 4_000

/** The words, the beep, what the scripted caller says, the end of the call. Asked for again it goes on as it was. */
export function takeMessage(
  network: Network,
  leg: SimulatedLeg,
  command: Extract<LineCommand, { op: 'take-message' }>,
): LineAnswer {
  if (leg.role !== 'customer' || leg.state !== 'up') return { ok: false, code: 'wrong_state' }
  const speaksMs = network.getScript(leg.callId)?.messageMs ?? callerDefaults.messageMs
  if (!network.recordings.announce(command)) return { ok: true, repeated: true }
  // who is asked to speak no longer counts the minutes
  cancelPlans(leg)
  network.plan(leg, SAY_MS, () => {
    network.recordings.beep(command.recordingId)
    network.plan(leg, Math.min(speaksMs, command.maxMs), () => network.end(leg, 'normal'))
  })
  return { ok: true }
}
