import { readPictureCustomer } from '#shared/domain/desk/ring-picture.ts'
import { findActiveCall, findActiveWrapUp, findCallAtHand, readPhase } from '#shared/domain/desk/selectors.ts'
import { ruleReasons } from '#shared/protocol/agent-state.ts'
import type { OutboxItem } from '#shared/protocol/desk-port.ts'
import type { CustomerId, InteractionId, QueueId, WrapUpId } from '#shared/protocol/ids.ts'
import type { Snapshot } from '#shared/protocol/snapshot.ts'
import type { RingPicture } from '#shared/protocol/view/ring.ts'
import type { ConsoleState } from './console-state.ts'

/** The conversation the desk is about now: ringing, talking or in wrap-up. */
export type Episode = {
  interactionId: InteractionId
  queueId: QueueId
  customerId: CustomerId | null
  picture: RingPicture | null
}

type Position = Pick<ConsoleState, 'projection' | 'pending'>

/** Follows `readPhase`: the live call first, then the open offer, then the wrap-up due soonest. */
export function readEpisode({ projection, pending }: Position): Episode | null {
  const episode = readConfirmedEpisode(projection)
  if (episode === null) return null
  const chosen = readPendingLink(pending, episode.interactionId)
  // what the agent chose stands at once, also while the link is down
  return chosen === undefined ? episode : { ...episode, customerId: chosen }
}

function readConfirmedEpisode(projection: Snapshot): Episode | null {
  const call = findCallAtHand(projection)
  if (call !== null) {
    const { interactionId, queueId } = call.call
    return { interactionId, queueId, customerId: call.customerId, picture: call.picture }
  }
  if (projection.offer !== null) {
    const { facts, picture } = projection.offer
    const { interactionId, queueId } = facts
    return { interactionId, queueId, customerId: readPictureCustomer(picture), picture }
  }
  const wrapUp = findActiveWrapUp(projection)
  if (wrapUp === null) return null
  const { interactionId, queueId } = wrapUp.facts
  return { interactionId, queueId, customerId: wrapUp.customerId, picture: wrapUp.picture }
}

/** Whom this desk has linked an interaction to but central has not yet heard of; undefined when nothing waits. */
export function readPendingLink(
  pending: readonly OutboxItem[],
  interactionId: InteractionId,
): CustomerId | null | undefined {
  for (const { body, state } of [...pending].reverse()) {
    if (state.kind === 'rejected') continue
    if (body.type === 'interaction.link' && body.interactionId === interactionId) return body.customerId
    if (body.type === 'customer.create' && body.interactionId === interactionId) return body.customerId
  }
  return undefined
}

/** True while the end of this wrap-up is saved on the desk and central has not yet taken it. */
export function isWrapUpSaved(pending: readonly OutboxItem[], wrapUpId: WrapUpId): boolean {
  return pending.some(
    ({ body, state }) => body.type === 'wrap-up.finish' && body.wrapUpId === wrapUpId && state.kind !== 'rejected',
  )
}

/** True for whom no call ever comes, because they are in no queue. False until central has said so. */
export function servesNoQueue({ floor }: Pick<ConsoleState, 'floor'>): boolean {
  return floor !== null && floor.serving.length === 0
}

const waiting: ReadonlySet<string> = new Set(ruleReasons)

/**
 * True for who serves no queue and has chosen nothing that says more, as a break does: whatever stands at central, they
 * are at the desk and wait for no call.
 */
export function waitsForNoCall({ floor, projection }: Pick<ConsoleState, 'floor' | 'projection'>): boolean {
  const { state } = projection
  const undecided = state.kind === 'available' || (state.kind === 'not_ready' && waiting.has(state.reason))
  return undecided && servesNoQueue({ floor })
}

/**
 * Since when what the state names has lasted. A call counts from its answer, a hold and a wrap-up from their beginning,
 * as the dock does: central's state of them begins anew when a desk was away meanwhile.
 */
export function readStateSince(projection: Snapshot): number {
  const { state } = projection
  if (state.kind === 'wrap_up') return findActiveWrapUp(projection)?.facts.startedAt ?? state.since
  if (state.kind !== 'on_call') return state.since
  const call = findActiveCall(projection)?.call
  return call?.heldSince ?? call?.answeredAt ?? state.since
}

/** True while somebody is on the line with this agent. */
export function isInCall(state: ConsoleState): boolean {
  return findActiveCall(state.projection) !== null
}

/** True while leaving the console would leave somebody on the line or a wrap-up open. */
export function isBusy(state: ConsoleState): boolean {
  return readPhase(state.projection) !== 'idle'
}
