import { findAgent, lockAgent } from '#central/agents/agent-rows.ts'
import { type HeldLease, listExpiredLeases, prolongLeases, type Seating, takeLease } from '#central/agents/leases.ts'
import { findOpenOfferOfAgent } from '#central/calls/offer-rows.ts'
import { listOpenWrapUps } from '#central/calls/wrap-up-rows.ts'
import { ensureAgent } from '#central/db/event-log.ts'
import type { Executor } from '#central/db/executor.ts'
import { isLostToAnother } from '#central/db/lost-race.ts'
import type { AgentFacts } from '#shared/domain/agent/agent-position.ts'
import { LINK_LIMITS } from '#shared/protocol/envelope.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { CallId, type UserId, WrapUpId } from '#shared/protocol/ids.ts'
import { listCallsOnDesk } from './calls-on-desk.ts'
import { endFruitlessly } from './end-offer.ts'
import type { Place } from './fence-flow.ts'
import { leaveWithDesk } from './monitor/end-monitor.ts'
import { moveAgentBy, moveLockedAgent } from './move-agent.ts'
import { type Flow, type FlowContext, runFlow } from './run-flow.ts'
import type { Turns } from './take-turns.ts'

/**
 * Gives the agent's place to this desk. The fence rises, so that an older desk's live commands are refused; an agent
 * who was offline is signed in, not ready, never available by themselves; one who was away gets back what stood.
 * `fenced`: another desk took the place meanwhile.
 */
export function signInDesk(context: FlowContext, seating: Seating): Promise<Outcome<{ fence: number }>> {
  return runFlow(context, async (flow) => {
    const { userId } = seating
    await ensureAgent(flow.tx, userId)
    const fence = await takeLease(flow.tx, seating, flow.now + LINK_LIMITS.leaseMs)
    if (fence === null) return refuse('fenced')
    const facts = await readFacts(flow.tx, userId)
    await moveAgentBy(flow, userId, { type: 'signed-in', facts })
    return accept({ fence })
  })
}

/** A desk's word that it is there, and when central heard it. */
export type Heartbeat = Place & { heardAt: number }

export type Renewal = Outcome<{ expiresAt: number; seq: number }>

/**
 * Many desks say in one transaction that they are there, which looks at each one's fence as it prolongs its lease. After
 * a silence longer than the lease the agent gets back the state that stood before. Answers in their order; one whose
 * agent has to be brought back first is a promise, and takes its turn. `fenced`: a newer desk holds the place.
 * `lease_lost`: the agent was signed out meanwhile. `central_unavailable`: this came too late to say that anybody is
 * there now.
 */
export async function renewLeases(
  context: FlowContext,
  desks: readonly Heartbeat[],
  inTurn: Turns = (work) => work(),
): Promise<(Renewal | Promise<Renewal>)[]> {
  const now = context.clock.now()
  const expiresAt = now + LINK_LIMITS.leaseMs
  const isFresh = ({ heardAt }: Heartbeat) => now - heardAt <= LINK_LIMITS.leaseAnswerMs
  const held = await prolongAll(context, desks.filter(isFresh), expiresAt)
  const byUser = new Map(held.map((lease) => [lease.userId, lease]))
  return desks.map((desk) => {
    if (!isFresh(desk)) return refuse('central_unavailable')
    const lease = byUser.get(desk.userId)
    if (lease?.fence !== desk.fence) return refuse('fenced')
    if (lease.state === 'offline') return refuse('lease_lost')
    const renewed: Renewal = accept({ expiresAt, seq: lease.seq })
    return lease.state === 'unreachable' ? inTurn(() => bringBack(context, desk, renewed)) : renewed
  })
}

/** Several rows are held at once here, so this may meet a flow that holds one of them: then each desk by itself. */
async function prolongAll(context: FlowContext, desks: readonly Heartbeat[], expiresAt: number): Promise<HeldLease[]> {
  try {
    return await prolongLeases(context.db, desks, expiresAt)
  } catch (error) {
    if (desks.length === 1 || !isLostToAnother(error)) throw error
    const held: HeldLease[] = []
    for (const desk of desks) held.push(...(await prolongLeases(context.db, [desk], expiresAt)))
    return held
  }
}

/** The agent's row may have been waited for, or this turn: whose lease ran out meanwhile stays away. */
function bringBack(context: FlowContext, { userId, fence }: Place, renewed: Renewal): Promise<Renewal> {
  return runFlow(context, async (flow) => {
    const facts = await readFacts(flow.tx, userId)
    const agent = await lockAgent(flow.tx, userId)
    if (agent?.row.fence !== fence) return refuse('fenced')
    if (agent.row.lease_expires_at <= flow.context.clock.now()) return refuse('central_unavailable')
    await moveLockedAgent(flow, agent, { type: 'lease-returned', facts })
    return renewed
  })
}

/**
 * Desks that have been silent for a whole lease: their agents are unreachable, an open offer goes back to its
 * place, calls stay up. Runs with the timers.
 */
export async function expireLeases(context: FlowContext): Promise<void> {
  for (const userId of await listExpiredLeases(context.db, context.clock.now())) {
    await runFlow(context, (flow) => expireLease(flow, userId))
  }
}

async function expireLease(flow: Flow, userId: UserId): Promise<void> {
  const agent = await findAgent(flow.tx, userId)
  if (!agent || agent.row.lease_expires_at > flow.now) return
  const offer = await findOpenOfferOfAgent(flow.tx, userId)
  // the call is locked before the agent, so an offer is ended first; that makes the agent unreachable
  if (offer) return void (await endFruitlessly(flow, offer, { outcome: 'lease_lost', declineReason: null }))
  await leaveWithDesk(flow, userId)
  const locked = await lockAgent(flow.tx, userId)
  if (locked && locked.row.lease_expires_at <= flow.now) await moveLockedAgent(flow, locked, { type: 'lease-expired' })
}

async function readFacts(tx: Executor, userId: UserId): Promise<AgentFacts> {
  const [call] = await listCallsOnDesk(tx, userId)
  const [wrapUp] = await listOpenWrapUps(tx, userId)
  return { callId: call ? CallId.parse(call.id) : null, wrapUpId: wrapUp ? WrapUpId.parse(wrapUp.id) : null }
}
