import type { Recording } from '#shared/protocol/call.ts'
import { onOwnCall } from './on-transfers.ts'
import type { At } from './send.ts'

/** Where the light shows that it is recorded; now and then once more, or too late. */
export function pauseRecording(at: At): boolean {
  return steerWhere(at, ['on', 'pausing', 'resuming'], 'call.pause-recording')
}

export function resumeRecording(at: At): boolean {
  return steerWhere(at, ['paused', 'resuming', 'pausing'], 'call.resume-recording')
}

function steerWhere(
  at: At,
  states: readonly Recording['state'][],
  type: 'call.pause-recording' | 'call.resume-recording',
): boolean {
  return onOwnCall(at, ({ callId, recording }) =>
    states.includes(recording.state) || at.dice.chance(0.02) ? { type, callId } : null,
  )
}
