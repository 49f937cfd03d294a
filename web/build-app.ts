import cookiePlugin from '@fastify/cookie'
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify'
import type { ShellInfo } from '#shared/protocol/desk-port.ts'
import type { SessionCookie } from './cookie.ts'
import { type DeskSocket, openDeskSocket } from './desk-socket.ts'
import type { Desks } from './desks.ts'
import type { Door } from './door.ts'
import { answerErrors, sendRefusal } from './refusals.ts'
import { addRoutes } from './routes.ts'
import { addSecurityHeaders } from './security-headers.ts'
import { serveConsole } from './serve-console.ts'
import type { WebSessions } from './web-sessions.ts'

/** While Node's limit for headers is the longer one it is taken for the whole request, and looked at every 30 s. */
const REQUEST_TIMEOUT_MS = 20_000
const slowSenders = { headersTimeout: REQUEST_TIMEOUT_MS, connectionsCheckingInterval: 1_000 }

export interface AppParts {
  tls: { cert: Buffer; key: Buffer } | null
  /** pages come over TLS, ended here or by a proxy */
  secure: boolean
  phoneOrigins: readonly string[]
  behindProxy: boolean
  consoleDir: string
  centralUrl: string
  door: Door
  cookie: SessionCookie
  sessions: WebSessions
  desks: Desks
  shell(): Promise<ShellInfo>
  log: FastifyBaseLogger
}

/** Everything a browser can reach: the console's files, the routes and the one socket. Listens to nobody yet. */
export async function buildApp(parts: AppParts): Promise<{ app: FastifyInstance; socket: DeskSocket }> {
  const { tls, log, door, desks, sessions, cookie } = parts
  const app: FastifyInstance = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 64 * 1024,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // one proxy is declared: the address it names is believed, nothing further out
    trustProxy: (_address, hop) => parts.behindProxy && hop === 0,
    // an address that cannot be read comes to no route: left alone it would be shown back to who sent it
    frameworkErrors: (_error, _request, reply) => void sendRefusal(reply, { code: 'bad_request' }),
    ...(tls ? { https: { ...tls, ...slowSenders } } : { http: slowSenders }),
  })
  answerErrors(app)
  await app.register(cookiePlugin)
  await addSecurityHeaders(app, parts)
  const socket = openDeskSocket(app.server, {
    ...{ door, desks, sessions, log },
    readTicket: ({ headers }) => app.parseCookie(headers.cookie ?? '')[cookie.name],
  })
  await addRoutes(app, { ...parts, hangUp: socket.hangUp })
  await serveConsole(app, parts.consoleDir)
  return { app, socket }
}
