import { z } from 'zod'
import { OfferFacts } from '../call.ts'

/** One attempt to give a call to this agent has begun. The ring picture travels beside it, not in it. */
export const CallOffered = z.strictObject({ type: z.literal('call.offered'), offer: OfferFacts })
