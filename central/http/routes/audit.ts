import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { listAudit } from '#central/db/audit-log.ts'
import type { HttpParts } from '#central/http/http-parts.ts'
import { cleanText } from '#shared/protocol/clean-text.ts'
import { AuditEntry } from '#shared/protocol/view/audit.ts'

const Query = z.strictObject({
  before: cleanText(64, 1).nullable().default(null),
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(500))
    .default(100),
})

/** The audit log, newest first; `before` goes on where an answer ended. */
export function auditRoutes({ context }: HttpParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/audit',
      {
        config: { access: 'audit.read' },
        schema: { querystring: Query, response: { 200: z.strictObject({ entries: z.array(AuditEntry) }) } },
      },
      async (request) => ({ entries: await listAudit(context.db, request.query) }),
    )
  }
}
