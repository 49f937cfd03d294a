import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify'
import type { ErrorCode, Refusal } from '#shared/protocol/error.ts'

const STATUS: Partial<Record<ErrorCode, number>> = {
  not_signed_in: 401,
  wrong_credentials: 401,
  session_expired: 401,
  session_revoked: 401,
  must_change_password: 403,
  forbidden: 403,
  not_found: 404,
  too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  too_many_attempts: 429,
  internal: 500,
  central_unavailable: 503,
  store_in_use: 503,
  store_locked: 503,
  store_full: 503,
  store_read_only: 503,
  store_damaged: 503,
  store_unavailable: 503,
}

/** A refusal as the console reads it: `{ok: false, refusal}` with a fitting status. */
export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  return reply.code(STATUS[refusal.code] ?? 400).send({ ok: false, refusal })
}

/** Every failure becomes a closed code; bugs are logged and told without detail. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const code = readCode(error)
    if (code === 'internal') request.log.error({ err: error, route: request.routeOptions.url }, 'request failed')
    return sendRefusal(reply, { code })
  })
}

function readCode(error: FastifyError): ErrorCode {
  const status = error.statusCode ?? 500
  if (status === 413) return 'too_large'
  if (status === 415) return 'unsupported_media_type'
  if (status === 429) return 'too_many_attempts'
  return status >= 400 && status < 500 ? 'bad_request' : 'internal'
}
