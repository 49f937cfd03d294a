import { beforeEach, describe, expect, it } from 'vitest'
import { type AgentInput, type AgentPosition, moveAgent } from '#shared/domain/agent/agent-position.ts'
import { makeEmptyProjection } from '#shared/domain/desk/empty-projection.ts'
import type { VirtualClock } from '#shared/domain/virtual-clock.ts'
import type { DeskSnapshot } from '#shared/protocol/desk-port.ts'
import { refuse } from '#shared/protocol/error.ts'
import { CallId, OfferId, WrapUpId } from '#shared/protocol/ids.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { type Absence, LOST_MS, RELOAD_MS, watchAbsence } from './watch-absence.ts'

const offerId = OfferId.parse('offer-1')
let clock: VirtualClock
let position: AgentPosition
let online: boolean
/** what the desk waits for before it says how it stands */
let slow: Promise<void> | null
let said: string[]
let failures: unknown[]
let absence: Absence

function move(input: AgentInput): void {
  position = moveAgent(position, input, clock.now()) ?? position
}
const choose = (state: Extract<AgentInput, { type: 'asked' }>['state']) => move({ type: 'asked', state })

beforeEach(() => {
  clock = createTestClock(0)
  position = { state: { kind: 'available', since: 0 }, next: null, before: null }
  online = true
  slow = null
  said = []
  failures = []
  absence = watchAbsence(
    {
      async snapshot() {
        await slow
        const { state, next } = position
        const offer = state.kind === 'offered' ? ({ facts: { offerId: state.offerId } } as never) : null
        const projection = { ...makeEmptyProjection(0), state, next, offer }
        const link = online ? { kind: 'online', since: 0 } : { kind: 'offline', since: 0 }
        return { projection, link } as DeskSnapshot
      },
      async send(command) {
        if (command.kind !== 'live' || !online) return refuse('link_down')
        const live = command.command
        said.push(live.type)
        if (live.type === 'agent.set-state') choose(live.state)
        if (live.type === 'call.decline') move({ type: 'offer-ended', reason: 'declined' })
        return { ok: true }
      },
    },
    { clock, failed: (error) => failures.push(error) },
  )
})

const state = () => (position.state.kind === 'not_ready' ? position.state.reason : position.state.kind)

describe('a desk without a window', () => {
  it('is not ready once the grace is over, with the reason; who comes back says themselves when they are', async () => {
    absence.leave(RELOAD_MS)
    await clock.advance(RELOAD_MS - 1)
    expect(state()).toBe('available')
    await clock.advance(1)
    expect(state()).toBe('window_closed')
    await clock.advance(30_000)
    absence.comeBack()
    await clock.advance(30_000)
    expect(state()).toBe('window_closed')
    expect(said).toEqual(['agent.set-state'])
    expect(clock.pending()).toBe(0)
  })

  it('that has one again in time did nothing', async () => {
    absence.leave(RELOAD_MS)
    await clock.advance(RELOAD_MS - 1)
    absence.comeBack()
    await clock.advance(60_000)
    expect(said).toEqual([])
  })

  it('leaves a break as it is', async () => {
    choose({ kind: 'not_ready', reason: 'lunch' })
    absence.leave(0)
    await clock.advance(10_000)
    expect(state()).toBe('lunch')
    expect(said).toEqual([])
  })

  it('leaves a call alone, is not ready after it, and gives back what was asked for to who returns in it', async () => {
    move({ type: 'offered', offerId })
    move({ type: 'answered', callId: CallId.parse('call-1') })
    absence.leave(0)
    await clock.advance(10_000)
    expect(state()).toBe('on_call')
    expect(said).toEqual(['agent.set-state'])
    absence.comeBack()
    await clock.advance(0)
    expect(position.next).toBeNull()
    absence.leave(0)
    await clock.advance(0)
    move({ type: 'call-left', wrapUpId: WrapUpId.parse('wrap-1') })
    move({ type: 'wrap-up-finished', by: 'timeout', then: 'next' })
    expect(state()).toBe('window_closed')
  })

  it('keeps what the agent had asked for after the call', async () => {
    move({ type: 'offered', offerId })
    move({ type: 'answered', callId: CallId.parse('call-1') })
    choose({ kind: 'not_ready', reason: 'lunch' })
    absence.leave(0)
    await clock.advance(10_000)
    absence.comeBack()
    await clock.advance(0)
    expect(position.next).toEqual({ kind: 'not_ready', reason: 'lunch' })
    expect(said).toEqual([])
  })

  it('does not take away what was chosen anew while it was without one', async () => {
    move({ type: 'offered', offerId })
    move({ type: 'answered', callId: CallId.parse('call-1') })
    absence.leave(0)
    await clock.advance(1_000)
    choose({ kind: 'offline' })
    absence.comeBack()
    await clock.advance(0)
    expect(position.next).toEqual({ kind: 'offline' })
  })

  it('gives what rings back to the queue, also a call that came in the last moment', async () => {
    absence.leave(RELOAD_MS)
    await clock.advance(RELOAD_MS - 1)
    move({ type: 'offered', offerId })
    await clock.advance(1)
    expect(said).toEqual(['agent.set-state', 'call.decline'])
    expect(state()).toBe('window_closed')
  })

  it('gives nothing back when it is closed: nobody has returned', async () => {
    move({ type: 'offered', offerId })
    move({ type: 'answered', callId: CallId.parse('call-1') })
    absence.leave(0)
    await clock.advance(1_000)
    absence.end()
    await clock.advance(10_000)
    expect(position.next).toEqual({ kind: 'not_ready', reason: 'window_closed' })
    expect(said).toEqual(['agent.set-state'])
    expect(clock.pending()).toBe(0)
  })

  it('leaves no timer behind that cuts the next reload short, when a page loads just as it looks', async () => {
    choose({ kind: 'not_ready', reason: 'lunch' })
    absence.leave(0)
    const answer = Promise.withResolvers<void>()
    slow = answer.promise
    await clock.advance(0)
    absence.leave(LOST_MS)
    slow = null
    answer.resolve()
    await clock.advance(0)
    absence.comeBack()
    choose({ kind: 'available' })
    await clock.advance(LOST_MS - 1)
    absence.leave(RELOAD_MS)
    await clock.advance(RELOAD_MS - 1)
    expect(state()).toBe('available')
    absence.comeBack()
    expect(clock.pending()).toBe(0)
  })

  it('says so as soon as the line to central is back', async () => {
    online = false
    absence.leave(0)
    await clock.advance(60_000)
    expect(said).toEqual([])
    online = true
    await clock.advance(2_000)
    expect(state()).toBe('window_closed')
    expect(failures).toEqual([])
  })
})
