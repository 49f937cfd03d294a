import { z } from 'zod'
import { CustomerId } from '#shared/protocol/ids.ts'
import { MatchReason } from '#shared/protocol/view/ring.ts'

/** Who a number belongs to, and why we think so. Ids only: it is stored with the call. */
export const CallerFound = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('known'), customerId: CustomerId, reason: MatchReason }),
  /** `shared`: several customers have exactly this number; else only its ending fits, which is never certain */
  z.strictObject({
    kind: z.literal('candidates'),
    shared: z.boolean(),
    candidates: z
      .array(z.strictObject({ customerId: CustomerId, reason: MatchReason }))
      .min(1)
      .max(9),
  }),
  z.strictObject({ kind: z.literal('unknown') }),
  z.strictObject({ kind: z.literal('withheld') }),
])
export type CallerFound = z.infer<typeof CallerFound>
