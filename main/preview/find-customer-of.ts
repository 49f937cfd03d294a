import type { CustomerId, InteractionId } from '#shared/protocol/ids.ts'
import type { Snapshot } from '#shared/protocol/snapshot.ts'

/** Whose interaction this is, as far as the calls and wrap-ups on the desk say. */
export function findCustomerOf(interactionId: InteractionId, projection: Snapshot): CustomerId | null {
  const call = projection.calls.find((entry) => entry.call.interactionId === interactionId)
  const wrapUp = projection.wrapUps.find((entry) => entry.facts.interactionId === interactionId)
  return call?.customerId ?? wrapUp?.customerId ?? null
}
