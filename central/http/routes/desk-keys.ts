import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { keepDeskKey, readDeskKey } from '#central/auth/desk-keys.ts'
import { userOf } from '#central/http/check-access.ts'
import type { HttpParts } from '#central/http/http-parts.ts'
import { unwrap } from '#central/http/refusal-error.ts'
import { DeviceId } from '#shared/protocol/ids.ts'
import { DeskKeyBody } from '#shared/protocol/session.ts'

const params = z.strictObject({ keyId: DeviceId })

/** The sealed copy of a desk's store key, so that a lost keyring loses nothing. Own keys only. */
export function deskKeyRoutes({ context, masterKey }: HttpParts): FastifyPluginAsyncZod {
  const { db, clock, random } = context
  return async (app) => {
    const config = { access: 'signed_in' } as const
    app.get(
      '/desk-keys/:keyId',
      { config, schema: { params, response: { 200: DeskKeyBody } } },
      async (request, reply) => {
        const { userId } = userOf(request)
        reply.header('cache-control', 'no-store')
        return { key: unwrap(await readDeskKey(db, masterKey, { keyId: request.params.keyId, userId })) }
      },
    )
    app.put('/desk-keys/:keyId', { config, schema: { params, body: DeskKeyBody } }, async (request, reply) => {
      const place = { keyId: request.params.keyId, userId: userOf(request).userId }
      unwrap(await keepDeskKey(db, { ...place, masterKey, random, now: clock.now(), key: request.body.key }))
      return reply.code(204).send()
    })
  }
}
