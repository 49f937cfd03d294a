import { findAgent } from '#central/agents/agent-rows.ts'
import type { Flow } from '#central/flows/run-flow.ts'
import { claimAgent } from '#central/routing/reserve-agent.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { OfferId, type UserId } from '#shared/protocol/ids.ts'

/** Reserves a colleague for an offer; who is not free at this moment is not rung. The call is held already. */
export async function claimTarget(flow: Flow, from: UserId, to: UserId): Promise<Outcome<OfferId>> {
  if (to === from) return refuse('target_is_self')
  const offerId = OfferId.parse(flow.newId())
  if (await claimAgent(flow.tx, to, offerId, flow.now)) return accept(offerId)
  const agent = await findAgent(flow.tx, to)
  if (!agent) return refuse('target_not_found')
  const { kind } = agent.position.state
  const isAway = kind === 'offline' || kind === 'unreachable' || agent.row.lease_expires_at <= flow.now
  return refuse(isAway ? 'target_unreachable' : 'target_busy')
}
