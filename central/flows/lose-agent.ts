import type { CallRow } from '#central/calls/call-rows.ts'
import { findOpenConsult } from '#central/calls/consult-rows.ts'
import type { LegRow } from '#central/calls/leg-rows.ts'
import { dropConsult } from './consult/end-consult.ts'
import { handOver } from './consult/hand-over.ts'
import { startReturn } from './fail-join.ts'
import { dropMonitor } from './monitor/end-monitor.ts'
import { becomeOwner, findSuccessor } from './monitor/take-over.ts'
import type { Flow } from './run-flow.ts'

/**
 * The agent is gone from the line. Whoever is in a conference with the customer, or has barged in, stays with them;
 * anybody else who is asked or listens is let go, and the customer is first in line.
 */
export async function loseAgent(flow: Flow, call: CallRow, legs: readonly LegRow[]): Promise<{ isHandedOn: boolean }> {
  const consult = await findOpenConsult(flow.tx, call.id)
  const target = legs.find((leg) => leg.id === consult?.leg_id)
  if (consult?.state === 'merged' && target?.state === 'up' && call.ended_by === null) {
    await handOver(flow, { call, consult, target })
    return { isHandedOn: true }
  }
  if (consult) await dropConsult(flow, { call, legs, consult }, 'canceled')
  const monitor = call.ended_by === null && call.state === 'connected' ? await findSuccessor(flow, call, legs) : null
  if (monitor) {
    await becomeOwner(flow, { call, monitor })
    return { isHandedOn: true }
  }
  await dropMonitor(flow, call, 'agent_gone')
  await startReturn(flow, call, legs)
  return { isHandedOn: false }
}
