import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { makeOneTimePassword } from '#central/auth/first-admin.ts'
import { AgentLineText, LoginName } from '#central/auth/user-fields.ts'
import { changeUser, createUser, listUsers, setPassword, tellUserChange } from '#central/auth/users.ts'
import { auditOf } from '#central/http/audit-of.ts'
import type { HttpParts } from '#central/http/http-parts.ts'
import { unwrap } from '#central/http/refusal-error.ts'
import { Role } from '#shared/protocol/agent-state.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { PersonName } from '#shared/protocol/scalars.ts'

const UserRecord = z.strictObject({
  userId: z.string(),
  login: z.string(),
  name: z.string(),
  role: Role,
  teamName: z.string().nullable(),
  line: z.string().nullable(),
  disabled: z.boolean(),
  mustChangePassword: z.boolean(),
})
const NewUser = z.strictObject({
  login: LoginName,
  name: PersonName,
  role: Role,
  line: AgentLineText.nullable().default(null),
})
const Change = z.strictObject({
  name: PersonName.optional(),
  role: Role.optional(),
  line: AgentLineText.nullable().optional(),
  disabled: z.boolean().optional(),
})
const one = z.strictObject({ userId: UserId })
const OneTime = z.strictObject({ oneTimePassword: z.string() })

/** People of the site, for its admins. Passwords are made here, shown once and changed at the first log-in. */
export function userRoutes({ context }: HttpParts): FastifyPluginAsyncZod {
  const { db, random, clock } = context
  const audit = auditOf(context)
  return async (app) => {
    const write = { access: 'user.write' } as const
    app.get(
      '/users',
      {
        config: { access: 'user.read' },
        schema: { response: { 200: z.strictObject({ users: z.array(UserRecord) }) } },
      },
      async () => ({ users: await listUsers(db) }),
    )
    app.post(
      '/users',
      { config: write, schema: { body: NewUser, response: { 201: OneTime.extend({ userId: z.string() }) } } },
      async (request, reply) => {
        const password = makeOneTimePassword(random)
        const userId = UserId.parse(context.newId())
        const user = { ...request.body, userId, password, teamId: null, mustChangePassword: true, now: clock.now() }
        const { role } = user
        const also = audit(request, { action: 'user.created', subject: userId, detail: { role } })
        unwrap(await createUser(db, user, also))
        return reply.code(201).header('cache-control', 'no-store').send({ userId, oneTimePassword: password })
      },
    )
    app.patch('/users/:userId', { config: write, schema: { params: one, body: Change } }, async (request, reply) => {
      const { userId } = request.params
      const also = audit(request, { action: 'user.changed', subject: userId, detail: tellUserChange(request.body) })
      unwrap(await changeUser(db, userId, request.body, also))
      return reply.code(204).send()
    })
    app.post(
      '/users/:userId/one-time-password',
      { config: write, schema: { params: one, response: { 200: OneTime } } },
      async (request, reply) => {
        const password = makeOneTimePassword(random)
        const { userId } = request.params
        const also = audit(request, { action: 'user.one-time-password', subject: userId })
        unwrap(await setPassword(db, { userId, password, mustChange: true, keepSession: null }, also))
        reply.header('cache-control', 'no-store')
        return { oneTimePassword: password }
      },
    )
  }
}
