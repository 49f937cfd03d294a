import type { Snapshot } from '#shared/protocol/snapshot.ts'

export type Offer = NonNullable<Snapshot['offer']>
/** `gone`: the offer ended a moment ago; its card stands, dead, so that a click meant for it hits nothing else. */
export type RingSlot = { kind: 'empty' } | { kind: 'open'; offer: Offer } | { kind: 'gone'; offer: Offer }

/** How long the dead card keeps the place before another ring may take it. */
export const settleMs = 400

/** What the slot shows once the desk's offer is `offer`. An ended offer passes through `gone`; `settle` frees it. */
export function changeSlot(slot: RingSlot, offer: Offer | null): RingSlot {
  if (slot.kind === 'open') {
    if (offer === null) return { kind: 'gone', offer: slot.offer }
    // the same offer with a fuller picture is no change of caller
    if (offer.facts.offerId === slot.offer.facts.offerId) return { kind: 'open', offer }
    return { kind: 'gone', offer: slot.offer }
  }
  if (slot.kind === 'gone') return slot
  return offer === null ? slot : { kind: 'open', offer }
}

export function settleSlot(offer: Offer | null): RingSlot {
  return offer === null ? { kind: 'empty' } : { kind: 'open', offer }
}
