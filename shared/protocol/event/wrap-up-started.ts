import { z } from 'zod'
import { WrapUpFacts } from '../call.ts'

export const WrapUpStarted = z.strictObject({ type: z.literal('wrap-up.started'), wrapUp: WrapUpFacts })
