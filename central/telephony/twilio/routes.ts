import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { CallId, RecordingId } from '#shared/protocol/ids.ts'
import {
  AnsweredByFields,
  CallStatusFields,
  ConferenceFields,
  ConfirmFields,
  LeftQueueFields,
  RecordingFields,
  VoiceFields,
} from './callback-fields.ts'
import { takeRecordingStatus } from './record-call.ts'
import { composeRingbackTone } from './ringback-tone.ts'
import type { TwilioLine } from './twilio-line.ts'
import { doNothing, hangUp, keepSilent, playDigits, playForever, sayOnly } from './twiml.ts'
import { type FormParams, readForm, verifyRequest } from './verify-request.ts'
import { composeWaitingMusic } from './waiting-music.ts'
import {
  takeAnsweredBy,
  takeArrival,
  takeCallStatus,
  takeConferenceEvent,
  takeConfirmation,
  takeQueueExit,
} from './webhooks.ts'

const SOUND_MAX_AGE_S = 86_400
const LegQuery = z.object({ leg: z.string().max(64).optional() })
const RecordingQuery = z.object({ call: CallId, id: RecordingId })
const DigitsQuery = z.object({ command: z.string().max(100) })
const SayQuery = z.object({ text: z.string().min(1).max(2_000), language: z.string().max(16) })

/** The webhooks, mounted under /telephony/twilio. `whenOpen` answers the running line, null while stopped. */
export function twilioRoutes(parts: { line: TwilioLine; isOpen(): boolean }): FastifyPluginAsync {
  const { line } = parts
  return async (app) => {
    readRawBodies(app)
    const sounds = { '/music.wav': composeWaitingMusic(), '/ringback.wav': composeRingbackTone() }
    for (const [path, sound] of Object.entries(sounds)) {
      app.get(path, async (_request, reply) =>
        reply.type('audio/wav').header('cache-control', `public, max-age=${SOUND_MAX_AGE_S}`).send(sound),
      )
    }
    await app.register(async (signed) => {
      signed.addHook('preHandler', async (request, reply) => {
        if (!checkSignature(line, request)) return reply.code(403).type('text/plain').send('wrong signature')
        if (!parts.isOpen()) return reply.code(503).type('text/plain').send('closed')
      })
      addWebhooks(signed, line)
    })
  }
}

function addWebhooks(app: FastifyInstance, line: TwilioLine): void {
  app.get('/wait', async (_request, reply) => sendTwiml(reply, playForever(line.urls.music)))
  app.get('/ring', async (_request, reply) => sendTwiml(reply, playForever(line.urls.ringback)))
  app.get('/silence', async (_request, reply) => sendTwiml(reply, keepSilent()))
  app.get('/digits', async (request, reply) => {
    const command = DigitsQuery.safeParse(request.query).data?.command
    const digits = command === undefined ? null : line.tones.find(command)
    return sendTwiml(reply, digits === null ? doNothing() : playDigits(digits))
  })
  app.get('/say', async (request, reply) => {
    const speech = SayQuery.safeParse(request.query)
    return sendTwiml(reply, speech.success ? sayOnly(speech.data) : doNothing())
  })
  app.post('/voice', async (request, reply) => {
    const fields = read(line, request, VoiceFields)
    return fields ? sendTwiml(reply, await takeArrival(line, fields)) : reply.code(400).send()
  })
  app.post('/confirm', async (request, reply) => {
    const fields = read(line, request, ConfirmFields)
    return sendTwiml(reply, fields ? await takeConfirmation(line, fields, readLegId(request)) : doNothing())
  })
  app.post('/answered-by', async (request, reply) => {
    const fields = read(line, request, AnsweredByFields)
    if (fields) await takeAnsweredBy(line, fields, readLegId(request))
    return reply.code(204).send()
  })
  app.post('/left-queue', async (request, reply) => {
    const fields = read(line, request, LeftQueueFields)
    return sendTwiml(reply, fields ? await takeQueueExit(line, fields) : doNothing())
  })
  app.post('/hang-up', async (_request, reply) => sendTwiml(reply, hangUp()))
  app.post('/status', async (request, reply) => {
    const fields = read(line, request, CallStatusFields)
    if (fields) await takeCallStatus(line, fields, readLegId(request))
    return reply.code(204).send()
  })
  app.post('/recording', async (request, reply) => {
    const fields = read(line, request, RecordingFields)
    const about = RecordingQuery.safeParse(request.query)
    if (fields && about.success) {
      await takeRecordingStatus(line, fields, { callId: about.data.call, recordingId: about.data.id })
    }
    return reply.code(204).send()
  })
  app.post('/conference', async (request, reply) => {
    const fields = read(line, request, ConferenceFields)
    if (fields) await takeConferenceEvent(line, fields)
    return reply.code(204).send()
  })
}

/** The signature covers the raw body, so bodies stay text here whatever the rest of the server does with them. */
function readRawBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<string>(
    ['application/x-www-form-urlencoded', 'application/json'],
    { parseAs: 'string' },
    (_request, body, done) => done(null, body),
  )
}

function checkSignature(line: TwilioLine, request: FastifyRequest): boolean {
  const signature = request.headers['x-twilio-signature']
  const verdict = verifyRequest(
    {
      signature: typeof signature === 'string' ? signature : undefined,
      // the configured address and never a header: those the sender writes
      url: `${line.config.publicUrl.replace(/\/+$/, '')}${request.raw.url ?? ''}`,
      body: readBody(request),
    },
    line.config,
  )
  const route = request.routeOptions.url
  if (verdict === 'previous') line.log.warn({ route }, 'a webhook was signed with the previous auth token')
  if (verdict === 'forged') line.log.warn({ route }, 'a webhook with a missing or wrong signature was refused')
  return verdict !== 'forged'
}

function readBody(request: FastifyRequest) {
  const { body } = request
  if (typeof body !== 'string') return { kind: 'none' } as const
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false
  return isForm ? ({ kind: 'form', params: readForm(body) } as const) : ({ kind: 'raw', text: body } as const)
}

/**
 * The fields of a callback; null when they cannot be read, which is logged and answered as received, for a second
 * try would read the same. A field sent twice is not one of Twilio's.
 */
function read<T>(line: TwilioLine, request: FastifyRequest, schema: z.ZodType<T>): T | null {
  const body = readBody(request)
  const params: FormParams = body.kind === 'form' ? body.params : {}
  const parsed = schema.safeParse(params)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map((issue) => issue.path.join('.'))
  line.log.warn({ route: request.routeOptions.url, fields }, 'a signed webhook could not be read')
  return null
}

function readLegId(request: FastifyRequest): string | null {
  return LegQuery.safeParse(request.query).data?.leg ?? null
}

function sendTwiml(reply: FastifyReply, twiml: string): FastifyReply {
  return reply.type('text/xml; charset=utf-8').header('cache-control', 'no-store').send(twiml)
}
