import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { confirmPassword, logIn } from '#central/auth/log-in.ts'
import { describeUser, revokeSession, type SessionUser } from '#central/auth/sessions.ts'
import { findUserByLogin, normaliseLogin, setPassword } from '#central/auth/users.ts'
import { appendAudit } from '#central/db/audit-log.ts'
import { createRefusalNotes } from '#central/flows/note-refusals.ts'
import { auditOf } from '#central/http/audit-of.ts'
import { userOf } from '#central/http/check-access.ts'
import type { HttpParts } from '#central/http/http-parts.ts'
import { limitLogIns } from '#central/http/limit-log-ins.ts'
import { refuseRequest, unwrap } from '#central/http/refusal-error.ts'
import { Credentials, Password } from '#shared/protocol/desk-port.ts'
import type { SignedInUser } from '#shared/protocol/envelope.ts'
import { SessionAnswer } from '#shared/protocol/session.ts'

const CurrentSession = SessionAnswer.omit({ token: true })
const http = { via: 'http' } as const
const PasswordBody = z.strictObject({ current: Password, password: Password })

/** Log-in, log-out and the own password. */
export function sessionRoutes({ context }: HttpParts): FastifyPluginAsyncZod {
  const { db, clock, random } = context
  const limits = limitLogIns()
  const noteRefusal = createRefusalNotes(context)
  const audit = auditOf(context)
  /** Whom somebody tried to be, where that is anybody here: what was typed may be a password in the wrong field. */
  async function noteFailure(login: string, code: string): Promise<void> {
    const subject = (await findUserByLogin(db, login))?.userId ?? null
    await noteRefusal({ ...http, actorId: null, action: 'session.refused', subject, detail: { code } })
  }
  return async (app) => {
    app.post(
      '/session',
      { config: { access: 'public' }, schema: { body: Credentials, response: { 200: SessionAnswer } } },
      async (request) => {
        const { login, password } = request.body
        const account = normaliseLogin(login)
        await limits.attempt(account, request.ip)
        const opened = await logIn(db, { login, password, random, now: clock.now() })
        if (!opened.ok) await noteFailure(account, opened.refusal.code)
        const { token, user } = unwrap(opened)
        // what cannot be written down does not happen: then the token is handed to nobody
        await appendAudit(db, context, { ...http, actorId: user.userId, action: 'session.opened', subject: null })
        await limits.succeed(account)
        request.log.info({ userId: user.userId }, 'logged in')
        return { token, ...describe(user) }
      },
    )
    app.get(
      '/session',
      { config: { access: 'old_password' }, schema: { response: { 200: CurrentSession } } },
      async (request) => describe(userOf(request)),
    )
    app.delete('/session', { config: { access: 'old_password' } }, async (request, reply) => {
      await revokeSession(db, userOf(request).tokenHash)
      await audit(request, { action: 'session.closed', subject: null })(db)
      return reply.code(204).send()
    })
    app.put(
      '/password',
      { config: { access: 'old_password' }, schema: { body: PasswordBody } },
      async (request, reply) => {
        const user = userOf(request)
        await limits.attempt(user.login, request.ip)
        if (!(await confirmPassword(db, user.userId, request.body.current))) {
          await noteFailure(user.login, 'wrong_credentials')
          refuseRequest('wrong_credentials')
        }
        if (request.body.current === request.body.password) {
          refuseRequest('password_too_weak', { field: 'password', params: { why: 'same' } })
        }
        const { password } = request.body
        const change = { userId: user.userId, password, mustChange: false, keepSession: user.tokenHash }
        unwrap(await setPassword(db, change, audit(request, { action: 'password.changed', subject: user.userId })))
        await limits.succeed(user.login)
        return reply.code(204).send()
      },
    )
  }
}

function describe(user: SessionUser): { user: SignedInUser; mustChangePassword: boolean } {
  return { user: describeUser(user), mustChangePassword: user.mustChangePassword }
}
