import { z } from 'zod'
import { QueueId } from '../ids.ts'
import { DurationMs, EpochMs } from '../scalars.ts'

/** One queue in the top bar. `serviceLevel` is today's, in percent; null before the first call. */
export const QueueGauge = z.strictObject({
  queueId: QueueId,
  waiting: z.int().min(0),
  longestWaitMs: DurationMs,
  serviceLevel: z.number().min(0).max(100).nullable(),
  belowTarget: z.boolean(),
})
export type QueueGauge = z.infer<typeof QueueGauge>

/**
 * The floor as one person may see it: a projection, coalesced to at most one message a second, never logged.
 * `serving`: the queues in service whose calls come to this person; nobody serving none can be available. `queues` are
 * those, or, for who serves none and may watch the floor, every queue.
 */
export const Floor = z.strictObject({
  asOf: EpochMs,
  serving: z.array(QueueId),
  queues: z.array(QueueGauge),
})
export type Floor = z.infer<typeof Floor>
