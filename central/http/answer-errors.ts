import type { Socket } from 'node:net'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { isStorageTrouble } from '#central/db/storage-trouble.ts'
import type { NoteRefusal } from '#central/flows/note-refusals.ts'
import type { Metrics } from '#central/metrics.ts'
import type { ErrorCode, Refusal } from '#shared/protocol/error.ts'
import { RefusalError } from './refusal-error.ts'
import { statusOf } from './status-of.ts'

/** Every failure becomes one closed code. Bugs are logged here and told without detail. */
export function answerErrors(app: FastifyInstance, metrics: Metrics, noteRefusal: NoteRefusal): void {
  app.setErrorHandler<FastifyError>(async (error, request, reply) => {
    const refusal = toRefusal(error)
    if (refusal.code === 'internal' || refusal.code === 'central_unavailable')
      request.log.error({ err: error, route: request.routeOptions.url }, 'request failed')
    if (refusal.code === 'forbidden') {
      const userId = request.sessionUser?.userId ?? null
      const { method } = request
      const route = request.routeOptions.url ?? 'unknown'
      request.log.warn({ userId, route, method }, 'refused: not allowed')
      if (userId) {
        const refused = { actorId: userId, via: 'http', action: 'right.refused' } as const
        await noteRefusal({ ...refused, subject: `${method} ${route}` })
      }
    }
    return sendRefusal(reply, refusal, metrics)
  })
  const routes = recordRoutes(app)
  app.setNotFoundHandler((request, reply) => {
    const allowed = routes.methodsOf(request)
    if (allowed.length > 0) reply.header('allow', allowed.join(', '))
    return sendRefusal(reply, { code: allowed.length > 0 ? 'method_not_allowed' : 'not_found' }, metrics)
  })
}

export function sendRefusal(reply: FastifyReply, refusal: Refusal, metrics: Metrics): FastifyReply {
  metrics.countRefusal('http', refusal.code)
  return reply.code(statusOf(refusal.code)).type('application/json').send(JSON.stringify(refusal))
}

/** For what Node's parser refuses before there is a request: broken headers, smuggled lengths, slow senders. */
export function answerClientError(_error: Error, socket: Socket): void {
  if (!socket.writable) return
  const body = JSON.stringify({ code: 'bad_request' } satisfies Refusal)
  socket.end(
    `HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  )
}

const byFastifyCode: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'bad_request',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'bad_request',
  FST_ERR_BAD_URL: 'bad_request',
}

function toRefusal(error: FastifyError): Refusal {
  if (error instanceof RefusalError) return error.refusal
  if (hasZodFastifySchemaValidationErrors(error)) {
    const path = error.validation[0]?.instancePath.split('/').filter(Boolean).join('.').slice(0, 200)
    return path ? { code: 'bad_request', field: path } : { code: 'bad_request' }
  }
  if (isStorageTrouble(error)) return { code: 'central_unavailable' }
  const known = byFastifyCode[error.code]
  if (known) return { code: known }
  const status = error.statusCode ?? 500
  if (status === 413) return { code: 'too_large' }
  if (status === 415) return { code: 'unsupported_media_type' }
  return { code: status >= 400 && status < 500 ? 'bad_request' : 'internal' }
}

function recordRoutes(app: FastifyInstance) {
  const known: { method: string; pattern: RegExp }[] = []
  app.addHook('onRoute', (route) => {
    const source = route.url.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/:[A-Za-z]+/g, '[^/]+')
    for (const method of [route.method].flat()) known.push({ method, pattern: new RegExp(`^${source}$`) })
  })
  return {
    methodsOf(request: FastifyRequest): string[] {
      const path = request.url.split('?', 1)[0] ?? ''
      return [...new Set(known.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))]
    },
  }
}
