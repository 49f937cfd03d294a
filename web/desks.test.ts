import { beforeEach, describe, expect, it } from 'vitest'
import type { OpenDesk } from '#main/desk.ts'
import { makeEmptyProjection } from '#shared/domain/desk/empty-projection.ts'
import type { VirtualClock } from '#shared/domain/virtual-clock.ts'
import { accept, refuse } from '#shared/protocol/error.ts'
import { ada } from '#test/support/open-test-desk.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { createDesks, type Desks, IDLE_MS, type OpenUserDesk } from './desks.ts'

const log = { info: () => {}, warn: () => {}, error: () => {} }
let clock: VirtualClock
let desks: Desks
let opened: number
let unsent: number
let closed: string[]

/** Only what the registry asks of a desk. */
function makeDesk(): OpenDesk {
  const desk: Partial<OpenDesk> = {
    user: ada,
    countUnsent: () => unsent,
    renew: (token) => void closed.push(`renew ${token}`),
    signOut: async () => void closed.push('signed out'),
    stop: async () => void closed.push('stopped'),
    snapshot: async () => ({ projection: makeEmptyProjection(0) }) as Awaited<ReturnType<OpenDesk['snapshot']>>,
  }
  return desk as OpenDesk
}

beforeEach(() => {
  clock = createTestClock(0)
  opened = 0
  unsent = 0
  closed = []
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
