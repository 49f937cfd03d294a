import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CallId, QueueId, TaskId, UserId } from '#shared/protocol/ids.ts'
import type { ParkedCall, Voicemail } from '#shared/protocol/view/floor.ts'
import type { FloorCall } from '#shared/protocol/view/live-floor.ts'
import { groupByQueue } from './group-by-queue.ts'

const queue = fc.constantFrom(...['a', 'b', 'c', 'd'].map((id) => QueueId.parse(id)))
const makeCall = (queueId: QueueId, index: number): FloorCall => ({
  ...{ callId: CallId.parse(`call-${index}`), queueId, agentId: UserId.parse('u-1') },
  ...{ answeredAt: 1, heldSince: null, consult: null, monitor: null, listen: true },
})
const makeParked = (queueId: QueueId, index: number): ParkedCall => ({
  ...{ callId: CallId.parse(`parked-${index}`), queueId, customerName: null, phone: null, parkedAt: 1, returnsAt: 2 },
  ...{ parkedBy: UserId.parse('u-1'), parkedByName: 'Ava' },
})
const makeMessage = (queueId: QueueId, index: number): Voicemail => ({
  ...{ taskId: TaskId.parse(`task-${index}`), queueId, customerName: null, phone: null, leftAt: 1, durationMs: null },
})

it('every call is in one group, so is who is parked and every message, every queue where somebody waits has one, in the known order', () => {
  const gauges = fc.uniqueArray(fc.record({ queueId: queue, waiting: fc.nat(2) }), {
    selector: ({ queueId }) => queueId,
  })
  fc.assert(
    fc.property(
      fc.array(queue),
      gauges,
      fc.array(queue),
      fc.array(queue),
      fc.uniqueArray(queue),
      (queues, waiting, aside, left, order) => {
        const calls = queues.map(makeCall)
        const all = waiting.map((one) => ({ ...one, longestWaitMs: 0, serviceLevel: null, belowTarget: false }))
        const parked = aside.map(makeParked)
        const voicemails = left.map(makeMessage)
        const groups = groupByQueue(calls, all, { parked, voicemails }, order)
        const shown = groups.map(({ queueId }) => queueId)
        expect(new Set(shown).size).toBe(shown.length)
        expect(groups.flatMap((group) => group.calls.map(({ callId }) => callId)).sort()).toEqual(
          calls.map(({ callId }) => callId).sort(),
        )
        for (const group of groups) {
          const own = [...group.calls, ...group.parked, ...group.voicemails]
          expect(own.every(({ queueId }) => queueId === group.queueId)).toBe(true)
          expect(own.length + (group.gauge?.waiting ?? 0)).toBeGreaterThan(0)
        }
        expect(groups.flatMap((group) => group.parked)).toHaveLength(parked.length)
        expect(groups.flatMap((group) => group.voicemails)).toHaveLength(voicemails.length)
        const talkedIn = [...queues, ...aside, ...left]
        for (const { queueId, waiting: count } of all)
          expect(shown.includes(queueId)).toBe(count > 0 || talkedIn.includes(queueId))
        const known = shown.filter((queueId) => order.includes(queueId))
        expect(known).toEqual(order.filter((queueId) => known.includes(queueId)))
      },
    ),
  )
})
