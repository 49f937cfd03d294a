import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { sql } from 'kysely'
import { z } from 'zod'
import type { HttpParts } from '#central/http/http-parts.ts'
import { refuseRequest } from '#central/http/refusal-error.ts'

/** For the one who runs the site: is it alive, can it serve, and its numbers. */
export function healthRoutes({ context, metrics, isReady }: HttpParts): FastifyPluginAsyncZod {
  return async (app) => {
    const config = { access: 'public' } as const
    const schema = { hide: true, response: { 200: z.object({ status: z.literal('ok') }) } }
    app.get('/healthz', { config, schema }, async () => ({ status: 'ok' as const }))
    app.get('/readyz', { config, schema }, async () => {
      if (!isReady()) refuseRequest('central_unavailable')
      try {
        await sql`select 1`.execute(context.db)
      } catch (error) {
        app.log.error({ err: error }, 'the database does not answer')
        refuseRequest('central_unavailable')
      }
      return { status: 'ok' as const }
    })
    app.get('/metrics', { config, schema: { hide: true } }, async (_request, reply) => {
      reply.type(metrics.registry.contentType)
      return metrics.registry.metrics()
    })
  }
}
