import { z } from 'zod'
import { CustomerId, InteractionId } from '../ids.ts'

/** The interaction now belongs to this customer (null: to nobody). */
export const InteractionLinked = z.strictObject({
  type: z.literal('interaction.linked'),
  interactionId: InteractionId,
  customerId: CustomerId.nullable(),
})
