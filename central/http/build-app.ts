import helmet from '@fastify/helmet'
import swagger from '@fastify/swagger'
import underPressure from '@fastify/under-pressure'
import { type FastifyInstance, fastify, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { createRefusalNotes } from '#central/flows/note-refusals.ts'
import { answerClientError, answerErrors, sendRefusal } from './answer-errors.ts'
import { checkAccess, type Endpoint } from './check-access.ts'
import { checkOrigin } from './check-origin.ts'
import { checkQuery } from './check-query.ts'
import { describeRoute } from './describe-route.ts'
import type { HttpParts } from './http-parts.ts'
import { maskBodies } from './mask-bodies.ts'
import { parseJsonBodies } from './parse-json.ts'
import { agentRoutes } from './routes/agents.ts'
import { auditRoutes } from './routes/audit.ts'
import { customerRoutes } from './routes/customers.ts'
import { demoRoutes } from './routes/demo.ts'
import { deskKeyRoutes } from './routes/desk-keys.ts'
import { healthRoutes } from './routes/health.ts'
import { interactionRoutes } from './routes/interactions.ts'
import { queueRoutes } from './routes/queues.ts'
import { recordingRoutes } from './routes/recordings.ts'
import { sessionRoutes } from './routes/session.ts'
import { simulatorRoutes } from './routes/simulator.ts'
import { userRoutes } from './routes/users.ts'

export const BODY_LIMIT = 256 * 1024
const REQUEST_TIMEOUT_MS = 10_000
/** A loop this far behind answers nobody well: new requests are told to come back. */
const MAX_LOOP_DELAY_MS = 2_000

/**
 * Node looks for late requests every 30 s unless told otherwise, and while its limit for headers is the longer one it
 * takes that for the whole request: a slow body would be waited for a minute.
 */
function limitSlowSenders(requestTimeoutMs: number) {
  return { headersTimeout: requestTimeoutMs, connectionsCheckingInterval: Math.min(1_000, requestTimeoutMs / 2) }
}

/** `endpoints`: every route, who may use it and what it takes. */
export type App = FastifyInstance & { readonly endpoints: ReadonlyMap<string, Endpoint> }

/** Central's HTTP side, not yet listening. */
export async function buildApp(parts: HttpParts): Promise<App> {
  const { context, metrics, log } = parts
  const app = fastify({
    loggerInstance: log,
    // Fastify's own request log holds addresses and query strings
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    requestTimeout: parts.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
    http: limitSlowSenders(parts.requestTimeoutMs ?? REQUEST_TIMEOUT_MS),
    connectionTimeout: 0,
    // our own web shell tells whose browser it serves; further out only a declared proxy is believed
    trustProxy: parts.behindProxy ? (_address, hop) => hop === 0 : 'loopback',
    routerOptions: { maxParamLength: 200 },
    exposeHeadRoutes: false,
    clientErrorHandler: answerClientError,
    frameworkErrors: (_error, _request, reply) => void sendRefusal(reply, { code: 'bad_request' }, metrics),
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  answerErrors(app, metrics, createRefusalNotes(context))
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown'
    metrics.countHttp(route, request.method, reply.statusCode, reply.elapsedTime / 1000)
    request.log.debug({ route, method: request.method, status: reply.statusCode, ms: reply.elapsedTime }, 'answered')
  })
  await app.register(helmet, { contentSecurityPolicy: { directives: { defaultSrc: ["'none'"] } } })
  await app.register(underPressure, {
    maxEventLoopDelay: parts.maxLoopDelayMs ?? MAX_LOOP_DELAY_MS,
    pressureHandler: (_request, reply) => void sendRefusal(reply, { code: 'central_unavailable' }, metrics),
  })
  checkOrigin(app, parts.allowedOrigins)
  checkQuery(app)
  checkAccess(app, context)
  parseJsonBodies(app)
  maskBodies(app)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Ringdesk', version: parts.version, description: 'The central service of a call center.' },
      components: { securitySchemes: { session: { type: 'http', scheme: 'bearer' } } },
      security: [{ session: [] }],
    },
    transform: describeRoute,
  })
  await app.register(healthRoutes(parts))
  await app.register(
    async (api) => {
      await api.register(sessionRoutes(parts))
      await api.register(deskKeyRoutes(parts))
      await api.register(customerRoutes(parts))
      await api.register(interactionRoutes(parts))
      await api.register(agentRoutes(parts))
      await api.register(recordingRoutes(parts))
      await api.register(queueRoutes(parts))
      await api.register(userRoutes(parts))
      await api.register(auditRoutes(parts))
      if (parts.simulator) await api.register(simulatorRoutes(parts.simulator))
      if (parts.demoLogIns) await api.register(demoRoutes(parts.demoLogIns))
      api.get('/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, async () => app.swagger())
    },
    { prefix: '/api/v1' },
  )
  for (const vendor of parts.vendors) await app.register(vendor.routes, { prefix: `/telephony/${vendor.name}` })
  await app.ready()
  return app
}
