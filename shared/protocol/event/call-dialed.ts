import { z } from 'zod'
import { CallFacts } from '../call.ts'

/** The agent calls somebody: it is on their desk from here on. Their own line is dialled, then the number. */
export const CallDialed = z.strictObject({ type: z.literal('call.dialed'), call: CallFacts })
