import { z } from 'zod'
import { OfferEnd } from '../call.ts'
import { OfferId } from '../ids.ts'

export const OfferEnded = z.strictObject({ type: z.literal('offer.ended'), offerId: OfferId, reason: OfferEnd })
