import { z } from 'zod'
import { ErrorCode } from '../error.ts'
import { QueueId } from '../ids.ts'
import { E164 } from '../scalars.ts'
import { CustomerSummary } from './customer.ts'
import { MOST_OWNERS } from './directory.ts'

/** A queue that the asker may call for, with the numbers that may be shown to who is called; its first goes unless chosen. */
export const DiallingChoice = z.strictObject({ queueId: QueueId, numbers: z.array(E164).min(1).max(100) })
export type DiallingChoice = z.infer<typeof DiallingChoice>

/**
 * A number that somebody thinks of calling. `number`: as it would be dialled, null when no country has such a one.
 * `country`: ISO 3166-1 alpha-2. `refused`: why it may not be called now. `candidates`: whose it is.
 */
export const CheckedNumber = z.strictObject({
  kind: z.enum(['number', 'emergency', 'none']),
  number: z.string().max(20).nullable(),
  country: z.string().length(2).nullable(),
  refused: ErrorCode.nullable(),
  candidates: z.array(CustomerSummary).max(MOST_OWNERS),
})
export type CheckedNumber = z.infer<typeof CheckedNumber>
