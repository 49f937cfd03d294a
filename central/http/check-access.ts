import type { FastifyInstance, FastifyRequest, FastifySchema } from 'fastify'
import { type SessionUser, verifySession } from '#central/auth/sessions.ts'
import type { Executor } from '#central/db/executor.ts'
import type { Clock } from '#shared/domain/clock.ts'
import { type Action, scopeOf } from '#shared/domain/rights.ts'
import { refuseRequest, unwrap } from './refusal-error.ts'

/**
 * Who may use a route. `old_password`: signed in, even while the password must be changed. A route that does not
 * say is a mistake that stops the start: default deny.
 */
type Access = 'public' | 'old_password' | 'signed_in' | Action
/** `signature`: a provider's webhook, which proves itself by its signature. */
export type Endpoint = { access: Access | 'signature'; schema: FastifySchema }

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
  }
  interface FastifyInstance {
    /** "METHOD /url" → who may use it and what it takes: for the tests that walk over all of them */
    endpoints: Map<string, Endpoint>
  }
  interface FastifyRequest {
    sessionUser: SessionUser | null
  }
}

const VENDOR_PREFIX = '/telephony/'

export function checkAccess(app: FastifyInstance, { db, clock }: { db: Executor; clock: Clock }): void {
  app.decorateRequest('sessionUser', null)
  app.decorate('endpoints', new Map())
  app.addHook('onRoute', (route) => {
    const access = route.config?.access ?? (route.url.startsWith(VENDOR_PREFIX) ? 'signature' : null)
    const name = `${route.method} ${route.url}`
    if (access === null) throw new Error(`${name} does not say who may use it`)
    app.endpoints.set(name, { access, schema: route.schema ?? {} })
  })
  app.addHook('onRequest', async (request) => {
    const access = request.routeOptions.config.access ?? 'public'
    if (access === 'public') return
    const user = unwrap(await verifySession(db, readBearer(request), clock.now()))
    request.sessionUser = user
    if (access === 'old_password') return
    if (user.mustChangePassword) refuseRequest('must_change_password')
    if (access !== 'signed_in' && scopeOf(user.role, access) === null) refuseRequest('forbidden')
  })
}

/** The signed-in user of a route that is not public. */
export function userOf(request: FastifyRequest): SessionUser {
  return request.sessionUser ?? refuseRequest('not_signed_in')
}

function readBearer(request: FastifyRequest): string {
  const [, token] = /^Bearer ([A-Za-z0-9_-]{20,200})$/.exec(request.headers.authorization ?? '') ?? []
  return token ?? refuseRequest('not_signed_in')
}
