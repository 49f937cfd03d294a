import { z } from 'zod'
import { CallFacts } from '../call.ts'

/** The agent took the call: it is on their desk from here on, though their leg may still be dialing. */
export const CallAnswered = z.strictObject({ type: z.literal('call.answered'), call: CallFacts })
