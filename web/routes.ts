import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { fetchSound } from '#main/fetch-sound.ts'
import type { Log } from '#main/log.ts'
import { signIn, signOut } from '#main/sign-in.ts'
import { Credentials, type ShellInfo } from '#shared/protocol/desk-port.ts'
import type { Outcome } from '#shared/protocol/error.ts'
import type { SessionAnswer } from '#shared/protocol/session.ts'
import type { SessionCookie } from './cookie.ts'
import type { Desks } from './desks.ts'
import type { Door } from './door.ts'
import { sendRefusal } from './refusals.ts'
import type { WebSessions } from './web-sessions.ts'

/** Central counts per account as well; this keeps one browser from making it work. */
const LOG_INS_PER_MINUTE = 30

export interface WebParts {
  centralUrl: string
  door: Door
  cookie: SessionCookie
  sessions: WebSessions
  desks: Desks
  /** hangs up every window of a user who signed out */
  hangUp(userId: string): void
  shell(): Promise<ShellInfo>
  log: Log
}

/** Log-in, log-out and what this shell is. Central's token stays in this process. */
export async function addRoutes(app: FastifyInstance, parts: WebParts): Promise<void> {
  const { centralUrl, door, cookie, sessions, desks } = parts

  app.addHook('onRequest', async (request, reply) => {
    const { host, origin } = request.headers
    if (!door.knowsHost(host)) return sendRefusal(reply, { code: 'forbidden' })
    if (request.method === 'GET' || request.method === 'HEAD') return
    const site = request.headers['sec-fetch-site']
    const ours = door.knowsOrigin(origin, host) && (site === undefined || site === 'same-origin')
    if (!ours) return sendRefusal(reply, { code: 'forbidden' })
  })

  async function welcome(
    request: FastifyRequest,
    reply: FastifyReply,
    answer: Outcome<SessionAnswer>,
  ): Promise<FastifyReply> {
    if (!answer.ok) return sendRefusal(reply, answer.refusal)
    const { user, token } = answer.value
    const desk = await desks.open(user, token, true)
    if (!desk.ok) {
      await signOut(centralUrl, token)
      return sendRefusal(reply, desk.refusal)
    }
    sessions.drop(request.cookies[cookie.name])
    cookie.set(reply, sessions.start(user, token))
    return reply.send({ ok: true, user })
  }

  const findSession = (request: FastifyRequest) => sessions.find(request.cookies[cookie.name])

  await app.register(rateLimit, { global: false })
  const limit = { config: { rateLimit: { max: LOG_INS_PER_MINUTE, timeWindow: 60_000 } } }
  app.post('/session', limit, async (request, reply) => {
    const credentials = Credentials.safeParse(request.body)
    if (!credentials.success) return sendRefusal(reply, { code: 'bad_request' })
    return welcome(request, reply, await signIn(centralUrl, credentials.data, request.ip))
  })
  app.get('/session', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    const session = findSession(request)
    if (!session) return { user: null }
    // after a restart of this shell the desk is opened again, without taking the agent's place from another
    const desk = await desks.open(session.user, session.token, false)
    if (!desk.ok) parts.log.warn({ userId: session.user.userId, code: desk.refusal.code }, 'a desk did not open again')
    return { user: desk.ok ? session.user : null }
  })

  app.delete('/session', async (request, reply) => {
    const session = findSession(request)
    cookie.clear(reply)
    if (session) {
      const { userId } = session.user
      const tokens = sessions.end(userId)
      await desks.signOut(userId)
      parts.hangUp(userId)
      for (const token of tokens) await signOut(centralUrl, token)
    }
    return reply.code(204).send()
  })

  // a beacon of a page that is being closed or loaded anew: nobody waits for the answer
  app.post('/goodbye', async (request, reply) => {
    const session = findSession(request)
    if (session) desks.sayGoodbye(session.user.userId)
    return reply.code(204).send()
  })

  app.get<{ Params: { recordingId: string } }>('/recordings/:recordingId', async (request, reply) => {
    const { recordingId } = request.params
    const session = findSession(request)
    if (!session) return sendRefusal(reply, { code: 'not_signed_in' })
    const { token } = session
    const sound = await fetchSound(centralUrl, { recordingId, token, range: request.headers.range ?? null })
    return reply.send(sound)
  })

  app.get('/shell', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    return parts.shell()
  })
}
