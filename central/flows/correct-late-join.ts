import { type CallRow, updateCall } from '#central/calls/call-rows.ts'
import type { LegRow } from '#central/calls/leg-rows.ts'
import { correctResult } from '#central/interactions/correct-result.ts'
import { findAgentLeg, findCustomerLeg } from '#shared/domain/call/call-legs.ts'
import { InteractionId } from '#shared/protocol/ids.ts'
import type { LegEvent } from './leg-event.ts'
import type { Flow } from './run-flow.ts'

/**
 * The agent's line was up before the customer left, but that was reported after the end: history is put right (the
 * call was handled, not abandoned). Nobody's screen or state moves.
 */
export async function correctLateJoin(
  flow: Flow,
  call: CallRow,
  legs: readonly LegRow[],
  event: Extract<LegEvent, { type: 'leg' }>,
): Promise<void> {
  if (call.answered_at !== null || event.state !== 'up' || call.ended_at === null) return
  const customer = findCustomerLeg(legs)
  // the last of the two to come up
  const last = call.direction === 'outbound' ? customer : findAgentLeg(legs, call.agent_id)
  if (!customer || event.legId !== last?.id || event.at > customer.since) return
  const answeredAt = Math.min(Math.max(event.at, call.arrived_at), call.ended_at)
  await updateCall(flow.tx, call, { answered_at: answeredAt })
  const durationMs = call.ended_at - answeredAt
  await correctResult(flow.tx, { id: InteractionId.parse(call.interaction_id), result: 'handled', durationMs })
}
