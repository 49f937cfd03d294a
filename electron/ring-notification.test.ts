import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { makeEmptyProjection } from '#shared/domain/desk/empty-projection.ts'
import { DeskNotice } from '#shared/protocol/desk-port.ts'
import { makeCard } from '#test/support/desk-samples.ts'
import { ada } from '#test/support/open-test-desk.ts'
import { applyToView, type DeskView } from './desk-view.ts'
import { notifyRings } from './ring-notification.ts'
import { makeFakeElectron } from './testing/fake-electron.ts'
import { texts } from './texts.ts'

let fake: ReturnType<typeof makeFakeElectron>
let view: DeskView | null
let inFront: boolean
let raised: number
let show: ReturnType<typeof notifyRings>
const start: DeskView = {
  user: ada,
  projection: makeEmptyProjection(0),
  link: 'online',
  preferences: { language: null, globalKeys: false, ringNotification: true },
}
beforeEach(() => {
  fake = makeFakeElectron()
  view = start
  inFront = false
  raised = 0
  show = notifyRings(fake.electron.Notification, { isInFront: () => inFront, raise: () => (raised += 1) })
})

const facts = (offerId: string) => ({
  ...{ offerId, callId: `call-${offerId}`, interactionId: `int-${offerId}`, queueId: 'q-1' },
  ...{ kind: 'queue', fromUserId: null, arrivedAt: 1, offeredAt: 1, expiresAt: 20_000 },
})
const picture = (match: unknown, callerNumber: string | null = '+31201234567') => ({
  ...{ callerNumber, dialledNumber: '+31201111111', match, scriptId: null, lastAgentName: null, callsToday: 1 },
  ...{ fromAgentName: null, notes: [] },
})
function tell(event: unknown, attached?: unknown): void {
  if (view === null) return
  const seq = view.projection.seq + 1
  const notice = DeskNotice.parse({
    kind: 'event',
    delivered: { seq, at: seq, event, ...(attached ? { attached } : {}) },
  })
  view = applyToView(view, notice)
  show(view, texts.en)
}
const ring = (offerId: string, match: unknown = { kind: 'unknown' }, number?: string | null) =>
  tell({ type: 'call.offered', offer: facts(offerId) }, { ring: picture(match, number) })
const end = (offerId: string, reason = 'expired') => tell({ type: 'offer.ended', offerId, reason })
const shown = () => fake.made.notifications.filter(({ state }) => state === 'shown')

describe('a ring behind other windows', () => {
  it('shows the caller’s name and a click brings the console', () => {
    ring('o1', { kind: 'known', reason: 'exact_number', card: makeCard('c-1', { name: '王小明' }) })
    expect(shown().map(({ options }) => [options.title, options.body])).toEqual([['Incoming call', '王小明']])
    shown()[0]?.emit('click')
    expect(raised).toBe(1)
  })

  it('shows the number of a stranger, and says so when it is withheld', () => {
    ring('o1')
    end('o1')
    ring('o2', { kind: 'withheld' }, null)
    expect(fake.made.notifications.map(({ options }) => options.body)).toEqual(['+31201234567', 'Unknown caller'])
  })

  it.each(['declined', 'expired', 'caller_gone', 'lease_lost'])('goes when the offer is %s', (reason) => {
    ring('o1')
    end('o1', reason)
    expect(shown()).toEqual([])
  })

  it('goes when the call is answered', () => {
    ring('o1')
    end('o1', 'answered')
    const { callId, interactionId, queueId, arrivedAt } = facts('o1')
    const call = {
      callId,
      interactionId,
      queueId,
      arrivedAt,
      direction: 'inbound',
      answeredAt: 9,
      heldSince: null,
      ...{ userId: 'ava', part: 'owner', consult: null, consultEnded: null, monitor: null },
      recording: { state: 'none' },
      controls: { hold: true, mute: true, keypad: true, transfer: true, conference: true },
      legs: [],
    }
    tell({ type: 'call.answered', call })
    expect(shown()).toEqual([])
  })

  it('goes when the agent signs out', () => {
    ring('o1')
    show(null, texts.en)
    expect(shown()).toEqual([])
  })

  it('is not shown over the console itself, nor against the agent’s wish', () => {
    inFront = true
    ring('o1')
    end('o1')
    inFront = false
    view = { ...start, preferences: { ...start.preferences, ringNotification: false } }
    ring('o2')
    expect(fake.made.notifications).toEqual([])
  })

  it('comes back with a desk that restarts in a ring', () => {
    ring('o1')
    const restarted = makeFakeElectron()
    notifyRings(restarted.electron.Notification, { isInFront: () => false, raise: () => {} })(view, texts.en)
    expect(restarted.made.notifications).toHaveLength(1)
  })
})

it('is a function of the events: whatever came before, exactly the open offer is shown', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constantFrom('ring', 'end'), offer: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ kind: fc.constantFrom('again', 'reset'), offer: fc.constant(0) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      fake = makeFakeElectron()
      view = start
      show = notifyRings(fake.electron.Notification, { isInFront: () => false, raise: () => {} })
      for (const { kind, offer } of steps) {
        if (kind === 'ring') ring(`o${offer}`)
        if (kind === 'end') end(`o${offer}`)
        if (kind === 'again') show(view, texts.en)
        if (kind === 'reset') {
          view = start
          show(view, texts.en)
        }
        const open = view?.projection.offer?.facts.offerId
        expect(shown()).toHaveLength(open === undefined ? 0 : 1)
      }
    }),
    { numRuns: 1000 },
  )
})
