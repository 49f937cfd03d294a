import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { maskTexts } from '#shared/domain/cards/mask-texts.ts'

/** No payment card number passes into a handler, whatever the route: its schema says which strings are text. */
export function maskBodies(app: FastifyInstance): void {
  app.addHook('preHandler', async (request) => {
    const schema = request.routeOptions.schema?.body
    if (schema instanceof z.ZodType) request.body = maskTexts(schema, request.body)
  })
}
