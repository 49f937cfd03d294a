import type { LineEvent, LineLeg } from '#central/telephony/adapter.ts'
import type { TerminationCause } from '#shared/protocol/call.ts'

/** A leg on the simulated network. `version` counts what happened to it and makes the key of each report. */
export type SimulatedLeg = LineLeg & {
  version: number
  /** cancels what is scheduled for it: pick-up, patience, the end of the talk */
  plans: Set<() => void>
}

export function reportLeg(leg: SimulatedLeg, at: number): LineEvent {
  leg.version += 1
  const { callId, legId, state, place, muted, vendorId } = leg
  return { type: 'leg', at, key: `${vendorId}:${leg.version}`, callId, legId, state, place, muted, vendorId }
}

export function reportEnd(leg: SimulatedLeg, cause: TerminationCause, at: number): LineEvent {
  leg.version += 1
  return {
    type: 'leg-ended',
    at,
    key: `${leg.vendorId}:${leg.version}`,
    callId: leg.callId,
    legId: leg.legId,
    cause,
    vendorCause: cause,
    durationMs: null,
  }
}

export function cancelPlans(leg: SimulatedLeg): void {
  for (const cancel of leg.plans) cancel()
  leg.plans.clear()
}
