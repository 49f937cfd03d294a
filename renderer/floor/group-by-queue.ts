import type { QueueId } from '#shared/protocol/ids.ts'
import type { QueueGauge } from '#shared/protocol/view/floor.ts'
import type { FloorCall } from '#shared/protocol/view/live-floor.ts'

export type QueueGroup = { queueId: QueueId; gauge: QueueGauge | null; calls: FloorCall[] }

/**
 * Queues with somebody talking or waiting, in the order of `order`, each with its calls. `gauge` is null for a queue
 * that is not in this person's gauges.
 */
export function groupByQueue(
  calls: readonly FloorCall[],
  gauges: readonly QueueGauge[],
  order: readonly QueueId[],
): QueueGroup[] {
  const busy = new Set([
    ...calls.map(({ queueId }) => queueId),
    ...gauges.filter(({ waiting }) => waiting > 0).map(({ queueId }) => queueId),
  ])
  const known = order.filter((queueId) => busy.has(queueId))
  const strange = [...busy].filter((queueId) => !order.includes(queueId))
  return [...known, ...strange].map((queueId) => ({
    queueId,
    gauge: gauges.find((one) => one.queueId === queueId) ?? null,
    calls: calls.filter((call) => call.queueId === queueId),
  }))
}
