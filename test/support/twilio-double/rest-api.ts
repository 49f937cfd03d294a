import { type FastifyInstance, type FastifyRequest, fastify } from 'fastify'
import { addConferenceRoutes } from './conference-routes.ts'
import { describeCall } from './describe-resources.ts'
import type { Exchange } from './exchange.ts'
import { CreateCall, ListCalls, UpdateCall } from './forms.ts'
import { type Call, isOver } from './model.ts'
import type { PostOffice } from './post-office.ts'
import { page, Refusal, readForm, readParam, readQuery, refuse } from './read-request.ts'
import { addRecordingRoutes } from './recording-routes.ts'

/**
 * What goes wrong with the next request, or the next of this `method`: `lost` is done and never answered, `unheard` is
 * neither.
 */
export type Fault = { method?: 'GET' | 'POST' } & (
  | { kind: 'lost' }
  | { kind: 'unheard' }
  | { kind: 'status'; status: number; code?: number; retryAfterS?: number }
)
export type Recorded = { method: string; path: string; body: string; query: string; status: number }

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
  const findFault = ({ method }: FastifyRequest): Fault | undefined => {
    const [next] = parts.faults
    return next === undefined || (next.method ?? method) === method ? next : undefined
  }
  app.addHook('preHandler', async (request, reply) => {
    const fault = findFault(request)
    if (fault?.kind === 'unheard') {
      parts.faults.shift()
      reply.hijack()
      request.raw.socket.destroy()
      return
    }
    if (fault?.kind === 'status') {
      parts.faults.shift()
      if (fault.retryAfterS !== undefined) reply.header('retry-after', fault.retryAfterS)
      throw new Refusal(fault.status, fault.code ?? fault.status, 'as the test wanted')
    }
  })
  app.addHook('onSend', async (request) => {
    if (findFault(request)?.kind !== 'lost') return
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
  addRecordingRoutes(app, { ...parts, root, findCall })
  addConferenceRoutes(app, { ...parts, root })
  return app
}
