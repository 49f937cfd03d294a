import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { confirmPassword, logIn } from '#central/auth/log-in.ts'
import { describeUser, revokeSession, type SessionUser } from '#central/auth/sessions.ts'
import { normaliseLogin, setPassword } from '#central/auth/users.ts'
import { userOf } from '#central/http/check-access.ts'
import type { HttpParts } from '#central/http/http-parts.ts'
import { limitLogIns } from '#central/http/limit-log-ins.ts'
import { refuseRequest, unwrap } from '#central/http/refusal-error.ts'
import { Credentials, Password } from '#shared/protocol/desk-port.ts'
import type { SignedInUser } from '#shared/protocol/envelope.ts'
import { SessionAnswer } from '#shared/protocol/session.ts'

const CurrentSession = SessionAnswer.omit({ token: true })
const PasswordBody = z.strictObject({ current: Password, password: Password })

/** Log-in, log-out and the own password. */
export function sessionRoutes({ context }: HttpParts): FastifyPluginAsyncZod {
  const { db, clock, random } = context
  const limits = limitLogIns()
  return async (app) => {
    app.post(
      '/session',
      { config: { access: 'public' }, schema: { body: Credentials, response: { 200: SessionAnswer } } },
      async (request) => {
        const { login, password } = request.body
        const account = normaliseLogin(login)
        await limits.attempt(account, request.ip)
        const { token, user } = unwrap(await logIn(db, { login, password, random, now: clock.now() }))
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
      return reply.code(204).send()
    })
    app.put(
      '/password',
      { config: { access: 'old_password' }, schema: { body: PasswordBody } },
      async (request, reply) => {
        const user = userOf(request)
        await limits.attempt(user.login, request.ip)
        if (!(await confirmPassword(db, user.userId, request.body.current))) refuseRequest('wrong_credentials')
        if (request.body.current === request.body.password) {
          refuseRequest('password_too_weak', { field: 'password', params: { why: 'same' } })
        }
        const { password } = request.body
        const change = { userId: user.userId, password, mustChange: false, keepSession: user.tokenHash }
        unwrap(await setPassword(db, change))
        await limits.succeed(user.login)
        return reply.code(204).send()
      },
    )
  }
}

function describe(user: SessionUser): { user: SignedInUser; mustChangePassword: boolean } {
  return { user: describeUser(user), mustChangePassword: user.mustChangePassword }
}
