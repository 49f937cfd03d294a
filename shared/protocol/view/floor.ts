import { z } from 'zod'
import { CallId, QueueId, TaskId, UserId } from '../ids.ts'
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

/** No list is read beyond this; those parked longest are in it. */
export const MOST_PARKED = 50

/**
 * A call that an agent has put aside: its customer hears music until somebody picks it up, or until `returnsAt`, when it
 * rings first in line at its queue.
 */
export const ParkedCall = z.strictObject({
  callId: CallId,
  queueId: QueueId,
  customerName: z.string().nullable(),
  /** the customer's number; null: withheld */
  phone: z.string().nullable(),
  parkedAt: EpochMs,
  returnsAt: EpochMs,
  parkedBy: UserId,
  parkedByName: z.string(),
})
export type ParkedCall = z.infer<typeof ParkedCall>

/** No list is read beyond this; the oldest are in it. */
export const MOST_VOICEMAILS = 50

/** What a caller said whom nobody served, and who waits to be called back. `durationMs` is null until it is known. */
export const Voicemail = z.strictObject({
  taskId: TaskId,
  queueId: QueueId,
  customerName: z.string().nullable(),
  /** the caller's number; null: withheld */
  phone: z.string().nullable(),
  leftAt: EpochMs,
  durationMs: DurationMs.nullable(),
})
export type Voicemail = z.infer<typeof Voicemail>

/**
 * The floor as one person may see it: a projection, coalesced to at most one message a second, never logged.
 * `serving`: the queues in service whose calls come to this person; nobody serving none can be available. `queues` are
 * those, or, for who serves none and may watch the floor, every queue. `parked`: calls that this person may pick up, the
 * longest parked first. `voicemails`: of the queues this person serves, what nobody has taken on yet, the oldest first.
 */
export const Floor = z.strictObject({
  asOf: EpochMs,
  serving: z.array(QueueId),
  queues: z.array(QueueGauge),
  parked: z.array(ParkedCall).max(MOST_PARKED),
  voicemails: z.array(Voicemail).max(MOST_VOICEMAILS).default([]),
})
export type Floor = z.infer<typeof Floor>
