import type { QueueId } from '#shared/protocol/ids.ts'
import type { ParkedCall, QueueGauge, Voicemail } from '#shared/protocol/view/floor.ts'
import type { FloorCall } from '#shared/protocol/view/live-floor.ts'

type Waiting = { parked: readonly ParkedCall[]; voicemails: readonly Voicemail[] }

export type QueueGroup = {
  queueId: QueueId
  gauge: QueueGauge | null
  calls: FloorCall[]
  parked: ParkedCall[]
  voicemails: Voicemail[]
}

/**
 * Queues with somebody talking, waiting or parked, or with a message, in the order of `order`, each with its own.
 * `gauge` is null for a queue that is not in this person's gauges.
 */
export function groupByQueue(
  calls: readonly FloorCall[],
  gauges: readonly QueueGauge[],
  { parked, voicemails }: Waiting,
  order: readonly QueueId[],
): QueueGroup[] {
  const busy = new Set(
    [...calls, ...gauges.filter(({ waiting }) => waiting > 0), ...parked, ...voicemails].map(({ queueId }) => queueId),
  )
  const known = order.filter((queueId) => busy.has(queueId))
  const strange = [...busy].filter((queueId) => !order.includes(queueId))
  return [...known, ...strange].map((queueId) => {
    const isOfQueue = (one: { queueId: QueueId }) => one.queueId === queueId
    return {
      queueId,
      gauge: gauges.find(isOfQueue) ?? null,
      calls: calls.filter(isOfQueue),
      parked: parked.filter(isOfQueue),
      voicemails: voicemails.filter(isOfQueue),
    }
  })
}
