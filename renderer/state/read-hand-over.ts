import type { DeskEvent } from '#shared/protocol/event/event.ts'
import type { Snapshot } from '#shared/protocol/snapshot.ts'
import type { ConsoleState } from './console-state.ts'

/** Who is asked, which the desk's own facts no longer say afterwards. */
export function readHandOver(event: DeskEvent): Partial<Pick<ConsoleState, 'asked'>> {
  if (event.type !== 'call.consult-changed' || event.consult === null) return {}
  return { asked: { callId: event.callId, party: event.consult.to } }
}

/** Who is being asked now, for a console that was opened meanwhile. */
export function readAsked({ calls }: Snapshot): ConsoleState['asked'] {
  const call = calls.find((entry) => entry.call.consult !== null)?.call
  return call === undefined || call.consult === null ? null : { callId: call.callId, party: call.consult.to }
}
