import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { appendAudit } from '#central/db/audit-log.ts'
import { userOf } from '#central/http/check-access.ts'
import type { HttpParts } from '#central/http/http-parts.ts'
import { readRange } from '#central/http/read-range.ts'
import { refuseRequest } from '#central/http/refusal-error.ts'
import { findStored, mayHear } from '#central/recordings/stored-rows.ts'
import { scopeOf } from '#shared/domain/rights.ts'
import { RecordingId } from '#shared/protocol/ids.ts'

const wav = z.any().describe('WAV, 16-bit PCM: left the customer, right what they heard.')
const sound = { description: 'The sound, or the range of it.', content: { 'audio/wav': { schema: wav } } }

/** The sound of a recording, whole or in ranges, to who may hear it. Every time it is given is in the audit log. */
export function recordingRoutes({ context, recordings }: HttpParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/recordings/:recordingId/audio',
      {
        config: { access: 'recording.play' },
        schema: {
          params: z.strictObject({ recordingId: RecordingId }),
          response: { 200: sound, 206: sound, 416: z.null().describe('Nothing of that range is there.') },
        },
      },
      async (request, reply) => {
        const { recordingId } = request.params
        const { userId, role } = userOf(request)
        const stored = await findStored(context.db, recordingId, userId)
        // whether it is there is nothing for who may not hear it
        if (!stored || !mayHear(scopeOf(role, 'recording.play'), userId, stored)) refuseRequest('not_found')
        const file = await recordings.open(recordingId)
        if (!file) refuseRequest('not_found')
        const range = readRange(request.headers.range, file.sizeBytes)
        reply.header('accept-ranges', 'bytes').header('cache-control', 'private, no-store')
        if (range === 'beyond') {
          reply.header('content-range', `bytes */${file.sizeBytes}`)
          return reply.code(416).send(null)
        }
        await appendAudit(context.db, context, {
          ...{ actorId: userId, via: 'http', action: 'recording.played', subject: recordingId },
        })
        const { from, to } = range === 'whole' ? { from: 0, to: file.sizeBytes - 1 } : range
        if (range !== 'whole') reply.code(206).header('content-range', `bytes ${from}-${to}/${file.sizeBytes}`)
        reply.type('audio/wav').header('content-length', to - from + 1)
        return reply.send(file.read({ from, to }))
      },
    )
  }
}
