import { beforeEach, describe, expect, it } from 'vitest'
import type { OpenDesk } from '#main/desk.ts'
import { makeEmptyProjection } from '#shared/domain/desk/empty-projection.ts'
import { EMPTY_PICTURE } from '#shared/domain/desk/ring-picture.ts'
import type { VirtualClock } from '#shared/domain/virtual-clock.ts'
import { CallFacts } from '#shared/protocol/call.ts'
import type { DeskSnapshot } from '#shared/protocol/desk-port.ts'
import { accept, refuse } from '#shared/protocol/error.ts'
import type { Snapshot } from '#shared/protocol/snapshot.ts'
import { makeStoryCall } from '#test/support/console-story.ts'
import { ada } from '#test/support/open-test-desk.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { createDesks, type Desks, IDLE_MS, type OpenUserDesk } from './desks.ts'
import { LOST_MS, MOST_MS, RELOAD_MS } from './watch-absence.ts'

const log = { info: () => {}, warn: () => {}, error: () => {} }
let clock: VirtualClock
let desks: Desks
let opened: number
let unsent: number
let closed: string[]
let projection: Snapshot
/** when the desk told central that nobody is there */
let told: number[]
/** when the desk told central that the console of its call is gone */
let detached: number[]

/** Only what the registry asks of a desk. */
function makeDesk(): OpenDesk {
  const desk: Partial<OpenDesk> = {
    user: ada,
    countUnsent: () => unsent,
    renew: (token) => void closed.push(`renew ${token}`),
    signOut: async () => void closed.push('signed out'),
    stop: async () => void closed.push('stopped'),
    snapshot: async () => {
      const position: Partial<DeskSnapshot> = { projection, link: { kind: 'online', since: 0 } }
      return position as DeskSnapshot
    },
    send: async (command) => {
      if (command.kind === 'live' && command.command.type === 'agent.set-state') told.push(clock.now())
      if (command.kind === 'live' && command.command.type === 'call.detach') {
        detached.push(clock.now())
        return { ok: true }
      }
      projection = { ...projection, state: { kind: 'not_ready', since: 0, reason: 'window_closed' } }
      return { ok: true }
    },
  }
  return desk as OpenDesk
}

beforeEach(() => {
  clock = createTestClock(0)
  opened = 0
  unsent = 0
  closed = []
  told = []
  detached = []
  projection = { ...makeEmptyProjection(0), state: { kind: 'available', since: 0 } }
  const open: OpenUserDesk = async () => {
    opened += 1
    return opened === 1 && closed.includes('fail') ? refuse('store_in_use') : accept(makeDesk())
  }
  desks = createDesks(open, { clock, log })
})

describe('desks of the web shell', () => {
  it('are one per user, however many windows open at once', async () => {
    await Promise.all([1, 2, 3].map(() => desks.open(ada, 't', false)))
    expect(opened).toBe(1)
    await desks.open(ada, 'fresh', true)
    expect(closed).toEqual(['renew fresh'])
  })

  it('stay while a window is there and close a minute after the last one left', async () => {
    await desks.open(ada, 't', true)
    const release = desks.holdWindow(ada.userId)
    await clock.advance(10 * IDLE_MS)
    expect(closed).toEqual([])
    release()
    await clock.advance(IDLE_MS - 1)
    const again = desks.holdWindow(ada.userId)
    await clock.advance(IDLE_MS)
    expect(closed).toEqual([])
    again()
    await clock.advance(IDLE_MS)
    expect(closed).toEqual(['stopped'])
    await desks.open(ada, 't', false)
    expect(opened).toBe(2)
  })

  it('tell that nobody is there seconds after a goodbye, later after a window that merely vanished', async () => {
    await desks.open(ada, 't', true)
    const [release, other] = [desks.holdWindow(ada.userId), desks.holdWindow(ada.userId)]
    desks.sayGoodbye(ada.userId)
    release()
    await clock.advance(30_000)
    expect(told).toEqual([])
    other()
    await clock.advance(RELOAD_MS + 1_000)
    expect(told).toEqual([])
    await clock.advance(LOST_MS)
    expect(told).toEqual([30_000 + LOST_MS])
    expect(closed).toEqual([])
  })

  it('hear the goodbye before the end of the socket or after it, and take a reload for what it is', async () => {
    for (const first of ['goodbye', 'socket']) {
      await desks.open(ada, 't', true)
      const release = desks.holdWindow(ada.userId)
      if (first === 'goodbye') desks.sayGoodbye(ada.userId)
      release()
      await clock.advance(50)
      if (first === 'socket') desks.sayGoodbye(ada.userId)
      await clock.advance(RELOAD_MS - 100)
      const again = desks.holdWindow(ada.userId)
      await clock.advance(60_000)
      expect(told).toEqual([])
      again()
      desks.sayGoodbye(ada.userId)
      await clock.advance(RELOAD_MS - 100)
      // a page that asks who is signed in is loading
      await desks.open(ada, 't', false)
      await clock.advance(RELOAD_MS)
      expect(told).toEqual([])
      desks.holdWindow(ada.userId)
      await desks.close(ada.userId)
      desks.sayGoodbye(ada.userId)
    }
    expect(opened).toBe(2)
  })

  it('are not kept ready by pages that ask who is signed in and never arrive', async () => {
    await desks.open(ada, 't', true)
    const release = desks.holdWindow(ada.userId)
    await clock.advance(60_000)
    release()
    for (let asked = 0; asked < 20; asked += 1) {
      await clock.advance(5_000)
      await desks.open(ada, 't', false)
    }
    expect(told).toEqual([60_000 + MOST_MS])
    desks.holdWindow(ada.userId)()
    projection = { ...projection, state: { kind: 'available', since: 0 } }
    await clock.advance(LOST_MS)
    expect(told).toEqual([60_000 + MOST_MS, 160_000 + LOST_MS])
  })

  it('tell central at once that the page of a call is gone, but not that only the way to it is', async () => {
    const call = { call: CallFacts.parse(makeStoryCall(60_000)), customerId: null, picture: EMPTY_PICTURE }
    projection = { ...projection, calls: [call] }
    await desks.open(ada, 't', true)
    const [release, other] = [desks.holdWindow(ada.userId), desks.holdWindow(ada.userId)]
    release()
    await clock.advance(0)
    expect(detached).toEqual([])
    other(false)
    await clock.advance(0)
    expect(detached).toEqual([])
    desks.holdWindow(ada.userId)()
    await clock.advance(0)
    expect(detached).toEqual([0])
    // one that nobody has answered yet has no sound
    projection = { ...projection, calls: [{ ...call, call: { ...call.call, answeredAt: null } }] }
    desks.holdWindow(ada.userId)()
    await clock.advance(0)
    expect(detached).toEqual([0])
    // who is asked about a call, or supervises it, is in it with a telephone too
    projection = { ...projection, calls: [{ ...call, call: { ...call.call, part: 'consulted' } }] }
    desks.holdWindow(ada.userId)()
    await clock.advance(0)
    expect(detached).toEqual([0, 0])
  })

  it('that come back with the shell while no page does tell so too', async () => {
    await desks.open(ada, 't', false)
    await clock.advance(LOST_MS)
    expect(told).toEqual([LOST_MS])
  })

  it('that are closed tell nothing any more', async () => {
    await desks.open(ada, 't', true)
    desks.holdWindow(ada.userId)()
    await desks.signOut(ada.userId)
    await clock.advance(120_000)
    expect(told).toEqual([])
    expect(clock.pending()).toBe(0)
  })

  it('with unsent work stay open until it has left', async () => {
    unsent = 3
    await desks.open(ada, 't', true)
    await clock.advance(5 * IDLE_MS)
    expect(closed).toEqual([])
    unsent = 0
    await clock.advance(IDLE_MS)
    expect(closed).toEqual(['stopped'])
  })

  it('that did not open are tried again at the next log-in', async () => {
    closed.push('fail')
    expect(await desks.open(ada, 't', true)).toEqual(refuse('store_in_use'))
    expect((await desks.open(ada, 't', true)).ok).toBe(true)
  })
})
