import type { AgentState, NotReadyReason, RequestedState } from '#shared/protocol/agent-state.ts'
import type { OfferEnd } from '#shared/protocol/call.ts'
import type { CallId, OfferId, WrapUpId } from '#shared/protocol/ids.ts'

/**
 * Where an agent stands.
 *
 *                    signed-in                      offered
 *      offline ───────────────────► not_ready ─┐  ┌────────► offered ──answered──► on_call
 *         ▲                          ▲  ▲  ▲   │  │            │ │                   │  │
 *         │ asked offline            │  │  │ asked│  caller    │ │ declined,         │  │ call-left
 *         │ (not in a call)          │  │  │   ▼  │  gone      │ │ expired           │  │ (no wrap-up)
 *         └──────────────────────────┘  │  available ◄─────────┘ │                   │  └──► next, else available
 *                                       │     ▲  ▲               │                   │ call-left (wrap-up)
 *                                       └─────┼──┼───────────────┘                   ▼
 *                                       ▲     │  └── finished: then/next ───────  wrap_up
 *                                       └─────┼───── join-failed, leg lost ── on_call
 *                                             │
 *      available, not_ready ──dialed, picked-up──► on_call (whoever was not ready is so again afterwards)
 *      any but offline ──lease-expired──► unreachable ──lease-returned──► on_call, wrap_up, or what stood before
 *
 * supervising: available, not_ready ──► on_call, and back by `next`.
 * `next`: asked for during an offer, a call or wrap-up; takes effect after it, the last choice wins.
 * `before`: what to return to when the lease comes back.
 */
export type AgentPosition = { state: AgentState; next: RequestedState | null; before: RequestedState | null }

export type AgentInput =
  /** a desk took the agent's place by log-in or reconnection; `facts` = what is still this agent's */
  | { type: 'signed-in'; facts: AgentFacts }
  | { type: 'asked'; state: RequestedState | null }
  | { type: 'offered'; offerId: OfferId }
  | { type: 'offer-ended'; reason: Exclude<OfferEnd, 'answered'> }
  | { type: 'answered'; callId: CallId }
  /** is in somebody else's call as its supervisor; after it they are where they were */
  | { type: 'supervising'; callId: CallId }
  /** they call somebody themselves: from available or not ready, and back to where they were */
  | { type: 'dialed'; callId: CallId }
  /** they pick up a parked call, as one they make themselves; also the one that they are just writing up */
  | { type: 'picked-up'; callId: CallId }
  /** accepted, but the agent's line never joined; or it dropped during the call */
  | { type: 'line-failed' }
  /** the agent's call is over; null = no wrap-up follows */
  | { type: 'call-left'; wrapUpId: WrapUpId | null }
  /** `available`: "save and next call". `next`: what was asked for, else not ready. */
  | { type: 'wrap-up-finished'; by: 'agent' | 'timeout' | 'system'; then: 'next' | 'available' }
  | { type: 'lease-expired' }
  | { type: 'lease-returned'; facts: AgentFacts }

/** What the database still holds for an agent: tells where one stands whose desk was away. */
export type AgentFacts = { callId: CallId | null; wrapUpId: WrapUpId | null }

/** After so long away nobody is made available by a desk that comes back: last night's agent is asked first. */
export const FORGET_STATE_AFTER_MS = 15 * 60_000

/**
 * The position after `input`, at `now` (epoch ms); null when the input is not allowed where the agent stands.
 * An input that changes nothing gives back the same object.
 */
export function moveAgent(position: AgentPosition, input: AgentInput, now: number): AgentPosition | null {
  const { state } = position
  switch (input.type) {
    case 'signed-in':
      return signIn(position, input.facts, now)
    case 'asked':
      return ask(position, input.state, now)
    case 'offered':
      return state.kind === 'available'
        ? { ...position, state: { kind: 'offered', since: now, offerId: input.offerId } }
        : null
    case 'offer-ended':
      return state.kind === 'offered' ? endOffer(position, input.reason, now) : null
    case 'answered':
      return state.kind === 'offered'
        ? { ...position, state: { kind: 'on_call', since: now, callId: input.callId } }
        : null
    case 'supervising':
      return supervise(position, input.callId, now)
    case 'picked-up':
      // what they asked for afterwards still is for afterwards
      if (state.kind === 'wrap_up') return { ...position, state: { kind: 'on_call', since: now, callId: input.callId } }
      return dial(position, input.callId, now)
    case 'dialed':
      return dial(position, input.callId, now)
    case 'line-failed':
      return leaveCall(position, position.next ?? notReady('no_answer'), now)
    case 'call-left':
      if (input.wrapUpId === null) return leaveCall(position, position.next ?? afterCall(state), now)
      if (state.kind === 'unreachable') return position
      return state.kind === 'on_call'
        ? { ...position, state: { kind: 'wrap_up', since: now, wrapUpId: input.wrapUpId } }
        : null
    case 'wrap-up-finished':
      return finishWrapUp(position, input, now)
    case 'lease-expired':
      return expireLease(position, now)
    case 'lease-returned':
      return state.kind === 'unreachable' ? comeBack(position, input.facts, now) : position
    default:
      return input satisfies never
  }
}

/** Who serves no queue waits for no call: in the place of available they are at the desk, as after the log-in. */
export function standAside(position: AgentPosition, now: number): AgentPosition {
  if (position.state.kind !== 'available') return position
  return { state: enter(notReady('signed_in'), now), next: null, before: null }
}

/** Something is in hand: what is asked for waits. */
function isBusy(state: AgentState): boolean {
  return state.kind === 'on_call' || state.kind === 'wrap_up' || state.kind === 'offered'
}

function notReady(reason: NotReadyReason): RequestedState {
  return { kind: 'not_ready', reason }
}

/** Without wrap-up the next call may come at once, unless nobody is at the desk to take it. */
function afterCall(state: AgentState): RequestedState {
  return state.kind === 'unreachable' ? notReady('after_call') : { kind: 'available' }
}

function enter(requested: RequestedState, since: number): AgentState {
  return { ...requested, since }
}

function signIn(position: AgentPosition, facts: AgentFacts, now: number): AgentPosition {
  if (position.state.kind === 'offline') {
    return { state: enter(notReady('signed_in'), now), next: null, before: null }
  }
  return position.state.kind === 'unreachable' ? comeBack(position, facts, now) : position
}

function ask(position: AgentPosition, asked: RequestedState | null, now: number): AgentPosition | null {
  const { state } = position
  if (state.kind === 'offline') return asked?.kind === 'offline' ? position : null
  if (state.kind === 'unreachable') return null
  if (isBusy(state)) return { ...position, next: asked }
  if (asked === null) return { ...position, next: null }
  if (state.kind === asked.kind && asked.kind === 'available') return position
  return { state: enter(asked, now), next: null, before: null }
}

function supervise(position: AgentPosition, callId: CallId, now: number): AgentPosition | null {
  const { state } = position
  if (state.kind !== 'available' && state.kind !== 'not_ready') return null
  const where = state.kind === 'available' ? { kind: 'available' as const } : notReady(state.reason)
  return { ...position, state: { kind: 'on_call', since: now, callId }, next: position.next ?? where }
}

function dial(position: AgentPosition, callId: CallId, now: number): AgentPosition | null {
  const { state } = position
  if (state.kind !== 'available' && state.kind !== 'not_ready') return null
  const next = state.kind === 'not_ready' ? notReady(state.reason) : null
  return { ...position, state: { kind: 'on_call', since: now, callId }, next }
}

function endOffer(position: AgentPosition, reason: Exclude<OfferEnd, 'answered'>, now: number): AgentPosition {
  const after = stateAfterOffer(position.next, reason)
  if (after === 'unreachable') return loseOffer(position, now)
  return { state: enter(after, now), next: null, before: null }
}

/** The desk went silent while it rang. */
function loseOffer({ next }: AgentPosition, now: number): AgentPosition {
  const away: AgentPosition = { state: { kind: 'unreachable', since: now }, next: null, before: null }
  return waitForDesk(away, next ?? { kind: 'available' }, now)
}

function stateAfterOffer(
  next: RequestedState | null,
  reason: Exclude<OfferEnd, 'answered'>,
): RequestedState | 'unreachable' {
  switch (reason) {
    case 'caller_gone':
    case 'line_failed':
    case 'withdrawn':
      return next ?? { kind: 'available' }
    case 'declined':
      // who declines is not offered the next call at once, unless a state was asked for that says so too
      return next && next.kind !== 'available' ? next : notReady('declined')
    case 'expired':
      return next && next.kind !== 'available' ? next : notReady('no_answer')
    case 'signed_out':
      return { kind: 'offline' }
    case 'lease_lost':
      return 'unreachable'
    default:
      return reason satisfies never
  }
}

/** The call is gone and no wrap-up follows. Away meanwhile: `after` waits for the desk to come back. */
function leaveCall(position: AgentPosition, after: RequestedState, now: number): AgentPosition | null {
  if (position.state.kind === 'unreachable') return waitForDesk(position, after, now)
  return position.state.kind === 'on_call' ? { state: enter(after, now), next: null, before: null } : null
}

/** Who asked to be offline after the call is not awaited any more. */
function waitForDesk(position: AgentPosition, after: RequestedState, now: number): AgentPosition {
  if (after.kind === 'offline') return { state: enter(after, now), next: null, before: null }
  return { ...position, next: null, before: after }
}

function finishWrapUp(
  position: AgentPosition,
  { by, then }: { by: 'agent' | 'timeout' | 'system'; then: 'next' | 'available' },
  now: number,
): AgentPosition | null {
  const { state, next } = position
  if (state.kind === 'unreachable') return waitForDesk(position, next ?? notReady('after_call'), now)
  if (state.kind !== 'wrap_up') return position
  const idle: RequestedState = by === 'agent' && then === 'next' ? notReady('after_call') : { kind: 'available' }
  const after = by === 'agent' && then === 'available' ? idle : (next ?? idle)
  return { state: enter(after, now), next: null, before: null }
}

function expireLease(position: AgentPosition, now: number): AgentPosition {
  const { state } = position
  const away: AgentState = { kind: 'unreachable', since: now }
  switch (state.kind) {
    case 'offline':
    case 'unreachable':
      return position
    case 'available':
      return { ...position, state: away, before: { kind: 'available' } }
    case 'offered':
      return loseOffer(position, now)
    case 'not_ready':
      return { ...position, state: away, before: notReady(state.reason) }
    case 'on_call':
    case 'wrap_up':
      return { ...position, state: away, before: null }
    default:
      return state satisfies never
  }
}

function comeBack(position: AgentPosition, { callId, wrapUpId }: AgentFacts, now: number): AgentPosition {
  if (callId) return { ...position, state: { kind: 'on_call', since: now, callId }, before: null }
  if (wrapUpId) return { ...position, state: { kind: 'wrap_up', since: now, wrapUpId }, before: null }
  const away = now - position.state.since
  const before = position.before ?? position.next ?? notReady('after_call')
  const back = away > FORGET_STATE_AFTER_MS ? notReady('signed_in') : before
  return { state: enter(back, now), next: null, before: null }
}
