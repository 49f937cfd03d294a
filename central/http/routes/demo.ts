import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { ShellInfo } from '#shared/protocol/desk-port.ts'

export type DemoLogIn = z.infer<typeof ShellInfo.shape.demoLogins>[number]

/** Only where demo data was asked for: the log-ins that a first visitor finds on the log-in page. */
export function demoRoutes(logIns: readonly DemoLogIn[]): FastifyPluginAsyncZod {
  const answer = { logins: logIns.map(({ login, password, name, role }) => ({ login, password, name, role })) }
  return async (app) => {
    app.get(
      '/demo/log-ins',
      {
        config: { access: 'public' },
        schema: { response: { 200: z.strictObject({ logins: ShellInfo.shape.demoLogins }) } },
      },
      async () => answer,
    )
  }
}
