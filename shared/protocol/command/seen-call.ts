import { z } from 'zod'
import { cleanText } from '../clean-text.ts'
import { CustomerId, QueueId } from '../ids.ts'
import { DurationMs, EpochMs } from '../scalars.ts'
import { MatchReason } from '../view/ring.ts'

/**
 * What the desk knew of a call when its agent wrote about it. Central knows better, and reads it only when it was
 * restored from a backup of before the call: then nobody else knows who called.
 */
export const SeenCall = z.strictObject({
  queueId: QueueId,
  direction: z.enum(['inbound', 'outbound']),
  /** the other end's number, E.164 or as received; null = withheld */
  number: cleanText(40).nullable(),
  customerId: CustomerId.nullable(),
  matchReason: MatchReason.nullable(),
  startedAt: EpochMs,
  /** null: it was still talked */
  talkMs: DurationMs.nullable(),
})
export type SeenCall = z.infer<typeof SeenCall>
