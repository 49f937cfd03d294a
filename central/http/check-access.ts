import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type SessionUser, verifySession } from '#central/auth/sessions.ts'
import type { Executor } from '#central/db/executor.ts'
import type { Clock } from '#shared/domain/clock.ts'
import { type Action, scopeOf } from '#shared/domain/rights.ts'
import { refuseRequest, unwrap } from './refusal-error.ts'

/**
 * Who may use a route. `old_password`: signed in, even while the password must be changed. A route that does not
 * say is a mistake that stops the start: default deny.
 */
export type Access = 'public' | 'old_password' | 'signed_in' | Action

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
  }
  interface FastifyInstance {
    /** "METHOD /url" → who may use it: for the test that walks over all of them */
    routeAccess: Map<string, Access>
  }
  interface FastifyRequest {
    sessionUser: SessionUser | null
  }
}

/** Providers' webhooks prove themselves by signature. */
const VENDOR_PREFIX = '/telephony/'

export function checkAccess(app: FastifyInstance, { db, clock }: { db: Executor; clock: Clock }): void {
  app.decorateRequest('sessionUser', null)
  app.decorate('routeAccess', new Map())
  app.addHook('onRoute', (route) => {
    const access = route.config?.access
    if (access !== undefined) app.routeAccess.set(`${route.method} ${route.url}`, access)
    else if (!route.url.startsWith(VENDOR_PREFIX)) {
      throw new Error(`${route.method} ${route.url} does not say who may use it`)
    }
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
