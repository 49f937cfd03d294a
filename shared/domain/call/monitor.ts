import type { Leg, MonitorMode } from '#shared/protocol/call.ts'

/**
 * A supervisor in an agent's call:
 *
 *                 line up, let in
 *     ringing ───────────────────► on(monitor) ◄──► on(whisper) ◄──► on(barge)     each to each
 *        │ ▲    their console, which    │               │                │
 *        │ └── is their telephone, is ──┴───────────────┴────────────────┤
 *        │     away or came back        │               │                │
 *        │                              └───────────────┴────────────────┤ take over: the call is the supervisor's
 *        │                                                               │ agent's line lost in barge: the same
 *        └──► over: never answered · stopped · hung up · their desk gone · the agent, the customer or the call gone
 *
 * Who hears whom is where the line says that the supervisor's leg stands; a command only asks the line.
 */
type Side = Pick<Leg, 'state' | 'place' | 'muted'>

/** How a supervisor's leg stands in the call; null while it does not hear it. */
export function readMonitorMode(leg: Side): MonitorMode | null {
  if (leg.state !== 'up' || leg.place === 'parked') return null
  if (leg.muted) return 'monitor'
  return leg.place === 'bridge' ? 'barge' : 'whisper'
}

/** Whether the agent is told: of who speaks, to them or to everybody, not of who only listens. */
export function isAgentTold(monitor: { mode: MonitorMode; state: 'ringing' | 'on' } | null): boolean {
  return monitor?.state === 'on' && monitor.mode !== 'monitor'
}
