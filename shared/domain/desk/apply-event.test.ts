import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AgentState } from '#shared/protocol/agent-state.ts'
import { DeliveredEvent } from '#shared/protocol/event/delivered-event.ts'
import { Snapshot } from '#shared/protocol/snapshot.ts'
import { applyEvent, placeEvent } from './apply-event.ts'
import { makeEmptyProjection } from './empty-projection.ts'
import { findActiveCall, findCallAtHand, isMuted, readPhase } from './selectors.ts'

const ring = {
  callerNumber: '+8613800138000',
  dialledNumber: '+862150001000',
  match: { kind: 'unknown' },
  scriptId: null,
  lastAgentName: null,
  callsToday: 2,
  fromAgentName: null,
  notes: [],
}
const offer = {
  offerId: 'offer-1',
  kind: 'queue',
  fromUserId: null,
  callId: 'call-1',
  interactionId: 'int-1',
  queueId: 'q-1',
  arrivedAt: 900,
  offeredAt: 1000,
  expiresAt: 21_000,
}
const leg = (role: 'customer' | 'agent', state: string, extra = {}) => ({
  legId: `leg-${role}`,
  role,
  userId: role === 'agent' ? 'ava' : null,
  state,
  place: 'bridge',
  muted: false,
  since: 1000,
  answeredBy: null,
  ...extra,
})
const call = {
  callId: 'call-1',
  interactionId: 'int-1',
  queueId: 'q-1',
  direction: 'inbound',
  arrivedAt: 900,
  answeredAt: null,
  heldSince: null,
  userId: 'ava',
  part: 'owner',
  consult: null,
  consultEnded: null,
  monitor: null,
  recording: { state: 'none' },
  controls: { hold: true, mute: true, keypad: true, transfer: true, conference: true },
  legs: [leg('customer', 'up'), leg('agent', 'dialing')],
}
const wrapUp = {
  wrapUpId: 'wrap-1',
  callId: 'call-1',
  interactionId: 'int-1',
  queueId: 'q-1',
  startedAt: 9000,
  dueAt: 39_000,
  talkMs: 7000,
  unanswered: null,
  dispositionRequired: true,
  extensionsLeft: 2,
  extensionMs: 30_000,
}
const task = {
  taskId: 'task-1',
  kind: 'callback',
  title: 'Call back',
  dueAt: 50_000,
  status: 'open',
  assigneeId: null,
  customerId: null,
  customerName: null,
  interactionId: 'int-1',
  phone: null,
  createdAt: 8000,
}

const story = [
  { event: { type: 'agent.state-changed', state: { kind: 'available', since: 500 }, next: null } },
  { event: { type: 'agent.state-changed', state: { kind: 'offered', since: 1000, offerId: 'offer-1' }, next: null } },
  { event: { type: 'call.offered', offer }, attached: { ring } },
  { event: { type: 'offer.ended', offerId: 'offer-1', reason: 'answered' } },
  { event: { type: 'agent.state-changed', state: { kind: 'on_call', since: 2000, callId: 'call-1' }, next: null } },
  { event: { type: 'call.answered', call } },
  { event: { type: 'leg.changed', callId: 'call-1', leg: leg('agent', 'up'), answeredAt: 3000, heldSince: null } },
  {
    event: {
      type: 'leg.changed',
      callId: 'call-1',
      leg: leg('agent', 'up', { muted: true }),
      answeredAt: 3000,
      heldSince: null,
    },
  },
  {
    event: {
      type: 'leg.changed',
      callId: 'call-1',
      leg: leg('customer', 'up', { place: 'parked' }),
      answeredAt: 3000,
      heldSince: 4000,
    },
  },
  { event: { type: 'task.changed', taskId: 'task-1' }, attached: { task } },
  { event: { type: 'interaction.linked', interactionId: 'int-1', customerId: 'cust-1' } },
  { event: { type: 'call.ended', callId: 'call-1', endedAt: 9000, cause: 'normal', endedBy: 'customer' } },
  { event: { type: 'agent.state-changed', state: { kind: 'wrap_up', since: 9000, wrapUpId: 'wrap-1' }, next: null } },
  { event: { type: 'wrap-up.started', wrapUp } },
  { event: { type: 'wrap-up.extended', wrapUpId: 'wrap-1', dueAt: 69_000, extensionsLeft: 1 } },
  { event: { type: 'conflict.found', conflictId: 'conf-1', customerId: 'cust-1', field: 'name' } },
  { event: { type: 'wrap-up.finished', wrapUpId: 'wrap-1', interactionId: 'int-1', by: 'agent' } },
  { event: { type: 'agent.state-changed', state: { kind: 'available', since: 12_000 }, next: null } },
  { event: { type: 'task.changed', taskId: 'task-1' }, attached: { task: { ...task, status: 'done' } } },
].map((entry, index) => DeliveredEvent.parse({ seq: index + 1, at: 1000 + index, ...entry }))

const start = Snapshot.parse({ ...makeEmptyProjection(0), epoch: 'e1' })
const play = (events: readonly DeliveredEvent[]) => events.reduce(applyEvent, start)
const at = (seq: number) => play(story.slice(0, seq))

describe('the desk after each event of one call', () => {
  it('walks through every phase and ends idle', () => {
    const phases = [3, 5, 6, 7, 9, 12, 13, 14, 15, 17, 18].map((seq) => readPhase(at(seq)))
    expect(phases).toEqual([
      'ringing',
      'ringing',
      'connecting',
      'live',
      'held',
      'idle',
      'idle',
      'wrap_up',
      'wrap_up',
      'idle',
      'idle',
    ])
  })

  it('hands the picture that rang on to the call and to its wrap-up', () => {
    expect(at(7).calls[0]?.picture.callerNumber).toBe(ring.callerNumber)
    expect(at(7).offer).toBeNull()
    expect(at(14).wrapUps[0]?.picture?.callerNumber).toBe(ring.callerNumber)
    expect(at(14).wrapUps[0]?.customerId).toBe('cust-1')
    expect(at(14).calls).toEqual([])
  })

  it('keeps the picture when the wrap-up is told before the end of the call', () => {
    const reordered = [...story.slice(0, 11), story[13], story[12], story[11]].map((entry, index) => ({
      ...(entry as DeliveredEvent),
      seq: index + 1,
    }))
    const desk = play(reordered)
    expect(desk.wrapUps[0]?.picture?.callerNumber).toBe(ring.callerNumber)
    expect(desk.calls).toEqual([])
  })

  it('shows mute from the agent leg and no active call once all legs ended', () => {
    const muted = findActiveCall(at(8))
    expect(muted && isMuted(muted)).toBe(true)
    expect(findActiveCall(at(12))).toBeNull()
  })

  it('has the call at hand until its wrap-up takes over', () => {
    expect(findCallAtHand(at(12))?.call.callId).toBe(findActiveCall(at(8))?.call.callId)
    expect(findCallAtHand(at(14))).toBeNull()
  })

  it('drops an offer that came without its picture: it was over when central sent it', () => {
    const bare = DeliveredEvent.parse({ seq: 1, at: 1, event: { type: 'call.offered', offer } })
    expect(applyEvent(start, bare).offer).toBeNull()
  })

  it('shows an open task and lets a finished one go', () => {
    expect(at(10).tasks.map((entry) => entry.taskId)).toEqual(['task-1'])
    expect(at(19).tasks).toEqual([])
  })

  it('leaves nothing of the call behind', () => {
    expect(at(19)).toEqual({
      ...start,
      seq: 19,
      takenAt: 1018,
      state: AgentState.parse({ kind: 'available', since: 12_000 }),
    })
  })
})

describe('delivery', () => {
  it('gives the same desk however often and in whatever overlapping runs events come again', () => {
    const runs = fc.array(fc.tuple(fc.nat(story.length), fc.nat(6)), { maxLength: 12 })
    fc.assert(
      fc.property(fc.nat(story.length), runs, (known, repeats) => {
        let desk = at(known)
        for (const [from, length] of repeats) {
          for (const delivered of story.slice(from, from + length)) {
            const place = placeEvent(desk, delivered)
            const next = applyEvent(desk, delivered)
            if (place !== 'next') expect(next).toBe(desk)
            desk = next
          }
        }
        expect(desk).toEqual(at(desk.seq))
      }),
    )
  })

  it('reports a gap and never applies across it', () => {
    fc.assert(
      fc.property(fc.nat(story.length - 2), fc.integer({ min: 2, max: 50 }), (known, jump) => {
        const desk = at(known)
        const delivered = { ...(story[known] as DeliveredEvent), seq: known + jump }
        expect(placeEvent(desk, delivered)).toBe('gap')
        expect(applyEvent(desk, delivered)).toBe(desk)
      }),
    )
  })

  it('always yields a projection that the wire would accept', () => {
    for (let seq = 0; seq <= story.length; seq += 1) expect(Snapshot.safeParse(at(seq)).success).toBe(true)
  })
})
