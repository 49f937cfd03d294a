import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AgentState, type RequestedState } from '#shared/protocol/agent-state.ts'
import type { OfferEnd } from '#shared/protocol/call.ts'
import { CallId, OfferId, WrapUpId } from '#shared/protocol/ids.ts'
import { type AgentInput, type AgentPosition, FORGET_STATE_AFTER_MS, moveAgent } from './agent-position.ts'

const offerId = OfferId.parse('o1')
const callId = CallId.parse('c1')
const wrapUpId = WrapUpId.parse('w1')
const nothing = { callId: null, wrapUpId: null }
const offline: AgentPosition = { state: { kind: 'offline', since: 0 }, next: null, before: null }

function play(inputs: readonly AgentInput[], start = offline, now = 1000): AgentPosition {
  return inputs.reduce<AgentPosition>((position, input) => {
    const moved = moveAgent(position, input, now)
    if (!moved) throw new Error(`${input.type} is not allowed in ${position.state.kind}`)
    return moved
  }, start)
}

const signedIn: AgentInput = { type: 'signed-in', facts: nothing }
const available: AgentInput = { type: 'asked', state: { kind: 'available' } }
const offered: AgentInput = { type: 'offered', offerId }
const answered: AgentInput = { type: 'answered', callId }
const wrapping: AgentInput = { type: 'call-left', wrapUpId }
const idle = [signedIn, available]
const inCall = [...idle, offered, answered]

describe('an agent', () => {
  it('signs in not ready', () => {
    expect(play([signedIn]).state).toEqual({ kind: 'not_ready', since: 1000, reason: 'signed_in' })
  })

  it('is not offered a call unless available', () => {
    for (const inputs of [[], [signedIn], [...idle, offered], inCall, [...inCall, wrapping]]) {
      expect(moveAgent(play(inputs), offered, 2000)).toBeNull()
    }
  })

  it.each([
    ['declined', 'declined'],
    ['expired', 'no_answer'],
  ] as const)('whose offer was %s is not ready(%s)', (reason, notReady) => {
    const after = play([...idle, offered, { type: 'offer-ended', reason }])
    expect(after.state).toMatchObject({ kind: 'not_ready', reason: notReady })
  })

  it('whose caller hung up is available again', () => {
    expect(play([...idle, offered, { type: 'offer-ended', reason: 'caller_gone' }]).state.kind).toBe('available')
  })

  it('gets the last state asked for during a call, after wrap-up', () => {
    const after = play([
      ...inCall,
      { type: 'asked', state: { kind: 'not_ready', reason: 'lunch' } },
      { type: 'asked', state: { kind: 'not_ready', reason: 'break' } },
      wrapping,
      { type: 'wrap-up-finished', by: 'agent', then: 'next' },
    ])
    expect(after).toMatchObject({ state: { kind: 'not_ready', reason: 'break' }, next: null })
  })

  it('can take back what was asked for', () => {
    const lunch: RequestedState = { kind: 'not_ready', reason: 'lunch' }
    const after = play([...inCall, { type: 'asked', state: lunch }, { type: 'asked', state: null }])
    expect(after.next).toBeNull()
  })

  it('who saves for the next call is available, whatever was asked for before', () => {
    const after = play([
      ...inCall,
      { type: 'asked', state: { kind: 'not_ready', reason: 'lunch' } },
      wrapping,
      { type: 'wrap-up-finished', by: 'agent', then: 'available' },
    ])
    expect(after.state.kind).toBe('available')
  })

  it('who comes back finds the call, the wrap-up or the state that stood', () => {
    const away = play([...inCall, { type: 'lease-expired' }])
    expect(away.state.kind).toBe('unreachable')
    const back = (facts: { callId: CallId | null; wrapUpId: WrapUpId | null }) =>
      moveAgent(away, { type: 'lease-returned', facts }, 2000)?.state.kind
    expect(back({ callId, wrapUpId: null })).toBe('on_call')
    expect(back({ callId: null, wrapUpId })).toBe('wrap_up')
    expect(back(nothing)).toBe('not_ready')
    const lunch = play([
      signedIn,
      { type: 'asked', state: { kind: 'not_ready', reason: 'lunch' } },
      { type: 'lease-expired' },
    ])
    const returned: AgentInput = { type: 'lease-returned', facts: nothing }
    expect(moveAgent(lunch, returned, 2000)?.state).toMatchObject({ kind: 'not_ready', reason: 'lunch' })
    const idleAway = play([...idle, { type: 'lease-expired' }])
    expect(moveAgent(idleAway, returned, 2000)?.state.kind).toBe('available')
    expect(moveAgent(idleAway, returned, 2001 + FORGET_STATE_AFTER_MS)?.state.kind).toBe('not_ready')
  })

  it('who asked to be offline after the call is offline, though the desk is gone', () => {
    const after = play([
      ...inCall,
      { type: 'asked', state: { kind: 'offline' } },
      { type: 'lease-expired' },
      wrapping,
      { type: 'wrap-up-finished', by: 'timeout', then: 'next' },
    ])
    expect(after.state.kind).toBe('offline')
  })
})

describe('an agent who is ringing and asked to be offline', () => {
  it.each([
    ['whose desk goes silent', { type: 'lease-expired' }],
    ['whose offer is lost with the lease', { type: 'offer-ended', reason: 'lease_lost' }],
    ['whose caller hangs up', { type: 'offer-ended', reason: 'caller_gone' }],
  ] as const)('%s is offline, not awaited', (_how, end) => {
    const after = play([...idle, offered, { type: 'asked', state: { kind: 'offline' } }, end])
    expect(after).toMatchObject({ state: { kind: 'offline' }, next: null, before: null })
  })
})

const requested: fc.Arbitrary<RequestedState> = fc.constantFrom(
  { kind: 'available' as const },
  { kind: 'offline' as const },
  { kind: 'not_ready' as const, reason: 'break' as const },
)
const facts = fc.constantFrom(nothing, { callId, wrapUpId: null }, { callId: null, wrapUpId })
const offerEnd = fc.constantFrom<Exclude<OfferEnd, 'answered'>>(
  'declined',
  'expired',
  'caller_gone',
  'lease_lost',
  'signed_out',
  'line_failed',
)
const input: fc.Arbitrary<AgentInput> = fc.oneof(
  facts.map((known): AgentInput => ({ type: 'signed-in', facts: known })),
  fc.option(requested, { nil: null }).map((state): AgentInput => ({ type: 'asked', state })),
  fc.constantFrom(offered, answered, wrapping, { type: 'line-failed' as const }, { type: 'lease-expired' as const }),
  fc.constant<AgentInput>({ type: 'call-left', wrapUpId: null }),
  offerEnd.map((reason): AgentInput => ({ type: 'offer-ended', reason })),
  facts.map((known): AgentInput => ({ type: 'lease-returned', facts: known })),
  fc
    .record({
      by: fc.constantFrom('agent' as const, 'timeout' as const, 'system' as const),
      then: fc.constantFrom('next' as const, 'available' as const),
    })
    .map((finish): AgentInput => ({ type: 'wrap-up-finished', ...finish })),
)

describe('whatever happens to an agent', () => {
  const walk = (
    inputs: readonly AgentInput[],
    visit: (before: AgentPosition, input: AgentInput, after: AgentPosition) => void,
  ) => {
    let position = offline
    for (const [index, next] of inputs.entries()) {
      const after = moveAgent(position, next, 1000 + index)
      if (!after) continue
      visit(position, next, after)
      position = after
    }
  }

  it('the state is one the wire knows, and `since` never runs backwards', () => {
    fc.assert(
      fc.property(fc.array(input, { maxLength: 60 }), (inputs) => {
        walk(inputs, (before, _input, after) => {
          AgentState.parse(after.state)
          expect(after.state.since).toBeGreaterThanOrEqual(before.state.since)
        })
      }),
      { numRuns: 2000 },
    )
  })

  it('a call is only left by an end of the call, by a lost lease, or never', () => {
    fc.assert(
      fc.property(fc.array(input, { maxLength: 60 }), (inputs) => {
        walk(inputs, (before, { type }, after) => {
          if (before.state.kind === 'on_call' && after.state.kind !== 'on_call') {
            expect(['call-left', 'line-failed', 'lease-expired']).toContain(type)
          }
        })
      }),
      { numRuns: 2000 },
    )
  })

  it('nobody becomes available without having asked for it since signing in', () => {
    fc.assert(
      fc.property(fc.array(input, { maxLength: 60 }), (inputs) => {
        let mayBe = false
        walk(inputs, (before, next, after) => {
          if (next.type === 'asked' && next.state?.kind === 'available') mayBe = true
          if (next.type === 'wrap-up-finished') mayBe = true
          // who comes back into a call was available before it
          if ('facts' in next && (next.facts.callId || next.facts.wrapUpId)) mayBe = true
          if (after.state.kind === 'available') expect(mayBe).toBe(true)
          if (before.state.kind === 'offline') mayBe = false
        })
      }),
      { numRuns: 2000 },
    )
  })

  it('nothing is pending for somebody who is idle', () => {
    fc.assert(
      fc.property(fc.array(input, { maxLength: 60 }), (inputs) => {
        walk(inputs, (_before, _input, after) => {
          if (after.state.kind === 'available' || after.state.kind === 'not_ready') expect(after.next).toBeNull()
        })
      }),
      { numRuns: 2000 },
    )
  })
})
