import type { Seat } from '#test/pbx/seat-desks.ts'

/** When each caller was on a desk, and when their end was, by their number. */
export type Seen = { offered: Map<string, number>; ended: Map<string, number>; answered: number }

/** Every agent answers at once whoever rings, until stopped. */
export function workSeats(seats: readonly Seat[]): { seen: Seen; stop: () => void } {
  const seen: Seen = { offered: new Map(), ended: new Map(), answered: 0 }
  const numbers = new Map<string, string>()
  const stops = seats.map(({ desk }) =>
    desk.onNotice((notice) => {
      if (notice.kind !== 'event') return
      const at = Date.now()
      const { event, attached } = notice.delivered
      const number = event.type === 'call.offered' ? (attached?.ring?.callerNumber ?? null) : null
      if (event.type === 'call.offered' && number !== null) {
        numbers.set(event.offer.callId, number)
        seen.offered.set(number, at)
        void desk.send({ kind: 'live', command: { type: 'call.answer', offerId: event.offer.offerId } })
      }
      if (event.type === 'call.answered') seen.answered += 1
      const left = event.type === 'call.ended' ? numbers.get(event.callId) : undefined
      if (left !== undefined) seen.ended.set(left, at)
    }),
  )
  return { seen, stop: () => void stops.map((stop) => stop()) }
}
