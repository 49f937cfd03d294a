import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CallId, QueueId, UserId } from '#shared/protocol/ids.ts'
import type { FloorCall } from '#shared/protocol/view/live-floor.ts'
import { groupByQueue } from './group-by-queue.ts'

const queue = fc.constantFrom(...['a', 'b', 'c', 'd'].map((id) => QueueId.parse(id)))
const makeCall = (queueId: QueueId, index: number): FloorCall => ({
  ...{ callId: CallId.parse(`call-${index}`), queueId, agentId: UserId.parse('u-1') },
  ...{ answeredAt: 1, heldSince: null, consult: null, monitor: null, listen: true },
})

it('every call is in one group, every queue where somebody waits has one, in the known order', () => {
  const gauges = fc.uniqueArray(fc.record({ queueId: queue, waiting: fc.nat(2) }), {
    selector: ({ queueId }) => queueId,
  })
  fc.assert(
    fc.property(fc.array(queue), gauges, fc.uniqueArray(queue), (queues, waiting, order) => {
      const calls = queues.map(makeCall)
      const all = waiting.map((one) => ({ ...one, longestWaitMs: 0, serviceLevel: null, belowTarget: false }))
      const groups = groupByQueue(calls, all, order)
      const shown = groups.map(({ queueId }) => queueId)
      expect(new Set(shown).size).toBe(shown.length)
      expect(groups.flatMap((group) => group.calls.map(({ callId }) => callId)).sort()).toEqual(
        calls.map(({ callId }) => callId).sort(),
      )
      for (const group of groups) {
        expect(group.calls.every(({ queueId }) => queueId === group.queueId)).toBe(true)
        expect(group.calls.length + (group.gauge?.waiting ?? 0)).toBeGreaterThan(0)
      }
      for (const { queueId, waiting: count } of all)
        expect(shown.includes(queueId)).toBe(count > 0 || queues.includes(queueId))
      const known = shown.filter((queueId) => order.includes(queueId))
      expect(known).toEqual(order.filter((queueId) => known.includes(queueId)))
    }),
  )
})
