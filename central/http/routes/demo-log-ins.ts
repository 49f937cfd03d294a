import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { ShellInfo } from '#shared/protocol/desk-port.ts'

/** Only in the demo: what the log-in page offers a first-time visitor. Anybody may read it, as it says nothing real. */
export function demoLogInRoutes(logins: ShellInfo['demoLogins']): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/demo/log-ins',
      {
        config: { access: 'public' },
        schema: { response: { 200: z.strictObject({ logins: ShellInfo.shape.demoLogins }) } },
      },
      async () => ({ logins }),
    )
  }
}
