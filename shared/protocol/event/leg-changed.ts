import { z } from 'zod'
import { Leg } from '../call.ts'
import { CallId } from '../ids.ts'
import { EpochMs } from '../scalars.ts'

/** A leg rang, came up, was held, muted or ended; the whole leg as it is now. */
export const LegChanged = z.strictObject({
  type: z.literal('leg.changed'),
  callId: CallId,
  leg: Leg,
  answeredAt: EpochMs.nullable(),
  heldSince: EpochMs.nullable(),
})
