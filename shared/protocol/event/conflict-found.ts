import { z } from 'zod'
import { ConflictId, CustomerId } from '../ids.ts'
import { CustomerField } from '../view/customer.ts'

/** An edit of this agent and one of a colleague met on the same field; both are told, the values travel beside. */
export const ConflictFound = z.strictObject({
  type: z.literal('conflict.found'),
  conflictId: ConflictId,
  customerId: CustomerId,
  field: CustomerField,
})
