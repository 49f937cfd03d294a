import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { createQueryDoor } from '#central/http/ask-query.ts'
import { userOf } from '#central/http/check-access.ts'
import type { HttpParts } from '#central/http/http-parts.ts'
import { refuseRequest } from '#central/http/refusal-error.ts'
import { CustomerId, InteractionId } from '#shared/protocol/ids.ts'
import { queries } from '#shared/protocol/query/query.ts'
import { EpochMs } from '#shared/protocol/scalars.ts'
import { Channel } from '#shared/protocol/view/customer.ts'

const whole = z
  .string()
  .regex(/^\d{1,16}$/)
  .transform(Number)

/** A customer's interactions, newest first, and one of them. */
export function interactionRoutes(parts: HttpParts): FastifyPluginAsyncZod {
  const ask = createQueryDoor(parts)
  return async (app) => {
    const config = { access: 'interaction.read' } as const
    app.get(
      '/interactions',
      {
        config,
        schema: {
          querystring: z.strictObject({
            customerId: CustomerId,
            channel: Channel.nullable().default(null),
            before: whole.pipe(EpochMs).nullable().default(null),
            limit: whole.pipe(z.int().min(1).max(100)).default(50),
          }),
          response: { 200: queries['customer.timeline'].result },
        },
      },
      (request) => ask(userOf(request), 'customer.timeline', request.query),
    )
    app.get(
      '/interactions/:interactionId',
      {
        config,
        schema: {
          params: z.strictObject({ interactionId: InteractionId }),
          response: { 200: queries['interaction.get'].result },
        },
      },
      async (request) => {
        const found = await ask(userOf(request), 'interaction.get', request.params)
        return found.interaction ? found : refuseRequest('interaction_not_found')
      },
    )
  }
}
