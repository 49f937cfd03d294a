import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify'
import type { z } from 'zod'
import { describeCall, describeConference, describeParticipant } from './describe-resources.ts'
import type { Exchange } from './exchange.ts'
import { CreateCall, ListCalls, ListConferences, ListParticipants, UpdateCall, UpdateParticipant } from './forms.ts'
import { type Call, type Conference, isOver } from './model.ts'
import type { PostOffice } from './post-office.ts'

/** What goes wrong with the next request: `lost` is done and never answered, `unheard` is neither. */
export type Fault = { kind: 'lost' } | { kind: 'unheard' } | { kind: 'status'; status: number; code?: number }
export type Recorded = { method: string; path: string; body: string; query: string; status: number }

class Refusal extends Error {
  readonly status: number
  readonly code: number

  constructor(status: number, code: number, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** Twilio's REST API, as far as it is used: strict about names, values and credentials, and it remembers. */
export function createRestApi(parts: {
  accountSid: string
  authToken(): string
  owns(number: string): boolean
  exchange: Exchange
  office: PostOffice
  faults: Fault[]
  requests: Recorded[]
  onDialled(call: Call, ringMs: number): void
}): FastifyInstance {
  const { exchange, office } = parts
  const app = fastify()
  app.addContentTypeParser<string>('application/x-www-form-urlencoded', { parseAs: 'string' }, (_r, body, done) =>
    done(null, body),
  )
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof Refusal) return refuse(reply, error.status, error.code, error.message)
    return refuse(reply, 500, 20500, error instanceof Error ? error.message : 'unknown')
  })
  app.setNotFoundHandler((_request, reply) => refuse(reply, 404, 20404, 'not one of the endpoints of the double'))
  app.addHook('onRequest', async (request) => {
    const given = request.headers.authorization ?? ''
    const expected = `Basic ${Buffer.from(`${parts.accountSid}:${parts.authToken()}`).toString('base64')}`
    if (given !== expected) throw new Refusal(401, 20003, 'Authenticate')
  })
  app.addHook('preHandler', async (request) => {
    const fault = parts.faults[0]
    if (fault?.kind === 'unheard') {
      parts.faults.shift()
      request.raw.socket.destroy()
    }
    if (fault?.kind === 'status') {
      parts.faults.shift()
      throw new Refusal(fault.status, fault.code ?? fault.status, 'as the test wanted')
    }
  })
  app.addHook('onSend', async (request) => {
    if (parts.faults[0]?.kind !== 'lost') return
    parts.faults.shift()
    request.raw.socket.destroy()
  })
  app.addHook('onRequest', async (_request, reply) => {
    void office.track(new Promise<void>((resolve) => reply.raw.once('close', resolve)))
  })
  app.addHook('onResponse', async (request, reply) => {
    const [path = '', query = ''] = request.url.split('?')
    const body = typeof request.body === 'string' ? request.body : ''
    parts.requests.push({ method: request.method, path, body, query, status: reply.statusCode })
  })

  const root = `/2010-04-01/Accounts/${parts.accountSid}`
  const findCall = (request: FastifyRequest): Call => {
    const call = exchange.calls.get(readParam(request, 'sid'))
    if (!call) throw new Refusal(404, 20404, 'The requested resource was not found')
    return call
  }
  const findRoom = (request: FastifyRequest): Conference => {
    const room = exchange.conferences.findBySid(readParam(request, 'room'))
    if (!room) throw new Refusal(404, 20404, 'The requested resource was not found')
    return room
  }

  app.post(`${root}/Calls.json`, async (request, reply) => {
    const form = readForm(request, CreateCall)
    if (!form.From.startsWith('client:') && !parts.owns(form.From)) {
      throw new Refusal(400, 21210, 'the source number is not of this account')
    }
    const call = exchange.addCall({
      direction: 'outbound-api',
      from: form.From,
      to: form.To,
      status: 'queued',
      callback: form.StatusCallback
        ? { url: form.StatusCallback, events: form.StatusCallbackEvent ?? ['completed'] }
        : null,
      twiml: form.Twiml ?? null,
      url: form.Url ?? null,
    })
    parts.onDialled(call, (form.Timeout ?? 60) * 1000)
    return reply.code(201).send(describeCall(parts.accountSid, call))
  })
  app.get(`${root}/Calls.json`, async (request) => {
    const query = readQuery(request, ListCalls)
    const found = [...exchange.calls.values()]
      .filter(({ to }) => query.To === undefined || to === query.To)
      .filter(({ from }) => query.From === undefined || from === query.From)
      .filter(({ status }) => query.Status === undefined || status === query.Status)
      .toReversed()
    return page(
      request,
      'calls',
      found.map((call) => describeCall(parts.accountSid, call)),
      query,
    )
  })
  app.get(`${root}/Calls/:sid(^\\w+).json`, async (request) => describeCall(parts.accountSid, findCall(request)))
  app.post(`${root}/Calls/:sid(^\\w+).json`, async (request) => {
    const call = findCall(request)
    const form = readForm(request, UpdateCall)
    if (form.Twiml !== undefined) {
      if (call.status !== 'in-progress') throw new Refusal(400, 21220, 'Call is not in-progress. Cannot redirect.')
      void office.track(exchange.redirect(call, form.Twiml))
    }
    if (form.Status !== undefined) {
      if (isOver(call)) throw new Refusal(400, 21220, 'Call is not in-progress. Cannot redirect.')
      if (form.Status === 'completed' || call.status !== 'in-progress') {
        exchange.end(call, call.status === 'in-progress' ? 'completed' : 'canceled')
      }
    }
    return describeCall(parts.accountSid, call)
  })
  app.get(`${root}/Conferences.json`, async (request) => {
    const query = readQuery(request, ListConferences)
    const found = exchange.conferences.all
      .filter(({ name }) => query.FriendlyName === undefined || name === query.FriendlyName)
      .filter(({ status }) => query.Status === undefined || status === query.Status)
      .toReversed()
    return page(
      request,
      'conferences',
      found.map((room) => describeConference(parts.accountSid, room)),
      query,
    )
  })
  app.get(`${root}/Conferences/:room(^\\w+).json`, async (request) =>
    describeConference(parts.accountSid, findRoom(request)),
  )
  app.get(`${root}/Conferences/:room/Participants.json`, async (request) => {
    const room = findRoom(request)
    const query = readQuery(request, ListParticipants)
    const found = [...room.participants.values()].map((one) => describeParticipant(parts.accountSid, room, one))
    return page(request, 'participants', found, query)
  })
  app.post(`${root}/Conferences/:room/Participants/:sid(^\\w+).json`, async (request) => {
    const room = findRoom(request)
    const participant = room.participants.get(readParam(request, 'sid'))
    if (!participant) throw new Refusal(404, 20404, 'The requested resource was not found')
    const form = readForm(request, UpdateParticipant)
    exchange.conferences.change(room, participant, {
      ...(form.Hold === undefined ? {} : { hold: form.Hold }),
      ...(form.Muted === undefined ? {} : { muted: form.Muted }),
    })
    if (form.Hold) void office.track(exchange.listen(participant.call, form.HoldUrl))
    if (form.AnnounceUrl) void office.track(exchange.listen(participant.call, form.AnnounceUrl))
    return describeParticipant(parts.accountSid, room, participant)
  })
  return app
}

function readParam(request: FastifyRequest, name: string): string {
  const params = request.params as Record<string, string | undefined>
  return params[name] ?? ''
}

function readForm<T>(request: FastifyRequest, schema: z.ZodType<T>): T {
  const text = typeof request.body === 'string' ? request.body : ''
  return check(schema, new URLSearchParams(text))
}

function readQuery<T>(request: FastifyRequest, schema: z.ZodType<T>): T {
  return check(schema, new URLSearchParams(request.url.split('?')[1] ?? ''))
}

function check<T>(schema: z.ZodType<T>, fields: URLSearchParams): T {
  const values: Record<string, string | string[]> = {}
  for (const name of new Set(fields.keys())) {
    const all = fields.getAll(name)
    values[name] = all.length === 1 && all[0] !== undefined ? all[0] : all
  }
  const parsed = schema.safeParse(values)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
  throw new Refusal(400, 20001, issues)
}

function refuse(reply: FastifyReply, status: number, code: number, message: string): FastifyReply {
  return reply.code(status).send({ status, code, message, more_info: `https://www.twilio.com/docs/errors/${code}` })
}

function page(
  request: FastifyRequest,
  name: string,
  found: unknown[],
  query: { PageSize?: number | undefined; Page?: number | undefined },
) {
  const size = query.PageSize ?? 50
  const number = query.Page ?? 0
  const [path = ''] = request.url.split('?')
  const next = found.length > (number + 1) * size ? `${path}?PageSize=${size}&Page=${number + 1}` : null
  return {
    [name]: found.slice(number * size, (number + 1) * size),
    page: number,
    page_size: size,
    start: number * size,
    end: Math.min(found.length, (number + 1) * size) - 1,
    uri: request.url,
    first_page_uri: `${path}?PageSize=${size}&Page=0`,
    next_page_uri: next,
    previous_page_uri: null,
  }
}
