import { z } from 'zod'
import { WrapUpId } from '../ids.ts'
import { EpochMs } from '../scalars.ts'

export const WrapUpExtended = z.strictObject({
  type: z.literal('wrap-up.extended'),
  wrapUpId: WrapUpId,
  dueAt: EpochMs,
  extensionsLeft: z.int().min(0),
})
