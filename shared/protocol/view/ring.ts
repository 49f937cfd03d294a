import { z } from 'zod'
import { EpochMs } from '../scalars.ts'
import { CustomerCard, CustomerSummary } from './customer.ts'

/** Why a candidate is on the list. `last9`: the last nine digits agree, which is a hint, never a certainty. */
export const MatchReason = z.enum(['exact_number', 'last9', 'last7', 'chosen_by_agent', 'created_by_agent'])
export type MatchReason = z.infer<typeof MatchReason>

/** Who is calling, and how sure we are. */
export const CallerMatch = z.discriminatedUnion('kind', [
  /** Exactly one customer has this number. */
  z.strictObject({ kind: z.literal('known'), reason: MatchReason, card: CustomerCard }),
  /** Several customers share it, or only the ending fits: the agent picks. `card` is the first one's, for a preview. */
  z.strictObject({
    kind: z.literal('candidates'),
    shared: z.boolean(),
    candidates: z
      .array(z.strictObject({ reason: MatchReason, customer: CustomerSummary }))
      .min(1)
      .max(9),
  }),
  z.strictObject({ kind: z.literal('unknown') }),
  z.strictObject({ kind: z.literal('withheld') }),
])
export type CallerMatch = z.infer<typeof CallerMatch>

/** What travels beside `call.offered`: the whole picture, so that nothing is fetched between ring and paint. */
export const RingPicture = z.strictObject({
  /** E.164, or as received when it is no number we can read; null when withheld */
  callerNumber: z.string().nullable(),
  dialledNumber: z.string(),
  match: CallerMatch,
  /** greeting and steps of the queue's script, in the agent's language at the console */
  scriptId: z.string().nullable(),
  /** name of the agent who served this customer last, when there was one */
  lastAgentName: z.string().nullable(),
  /** calls of this number in the last 24 hours, this one included */
  callsToday: z.int().min(1),
  /** name of the agent who hands the call over or asks for advice; null for a queue's own call */
  fromAgentName: z.string().nullable(),
  /** what was already noted of this very call, oldest first: by who had it before */
  notes: z.array(z.strictObject({ author: z.string(), text: z.string(), writtenAt: EpochMs })).max(20),
})
export type RingPicture = z.infer<typeof RingPicture>
