import { expect, it } from 'vitest'
import { OfferFacts } from '#shared/protocol/call.ts'
import { RingPicture } from '#shared/protocol/view/ring.ts'
import { changeSlot, type Offer, type RingSlot, settleSlot } from './ring-slot.ts'

const makeOffer = (offerId: string, callsToday = 1): Offer => ({
  facts: OfferFacts.parse({
    offerId,
    kind: 'queue',
    fromUserId: null,
    callId: 'c',
    interactionId: 'i',
    queueId: 'q',
    arrivedAt: 0,
    offeredAt: 0,
    expiresAt: 9,
  }),
  picture: RingPicture.parse({
    callerNumber: null,
    dialledNumber: '+15550100',
    match: { kind: 'withheld' },
    scriptId: null,
    lastAgentName: null,
    callsToday,
    fromAgentName: null,
    notes: [],
  }),
})
const empty: RingSlot = { kind: 'empty' }

it('shows a ring at once when the slot is empty', () => {
  expect(changeSlot(empty, makeOffer('a'))).toEqual({ kind: 'open', offer: makeOffer('a') })
})

it('keeps the dead card of an ended ring, also when the next one is already there', () => {
  const open = changeSlot(empty, makeOffer('a'))
  expect(changeSlot(open, null).kind).toBe('gone')
  const swapped = changeSlot(open, makeOffer('b'))
  expect(swapped).toEqual({ kind: 'gone', offer: makeOffer('a') })
  expect(changeSlot(swapped, makeOffer('b'))).toBe(swapped)
})

it('gives the place to whatever rings once it has settled', () => {
  expect(settleSlot(makeOffer('b'))).toEqual({ kind: 'open', offer: makeOffer('b') })
  expect(settleSlot(null)).toEqual(empty)
})

it('takes a fuller picture of the same offer without flinching', () => {
  const open = changeSlot(empty, makeOffer('a'))
  expect(changeSlot(open, makeOffer('a', 3))).toEqual({ kind: 'open', offer: makeOffer('a', 3) })
})
