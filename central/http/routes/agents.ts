import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { listAgents } from '#central/agents/list-agents.ts'
import { auditOf } from '#central/http/audit-of.ts'
import type { HttpParts } from '#central/http/http-parts.ts'
import { unwrap } from '#central/http/refusal-error.ts'
import { AgentState, RequestedState, Role } from '#shared/protocol/agent-state.ts'
import { UserId } from '#shared/protocol/ids.ts'

const AgentRecord = z.strictObject({
  userId: z.string(),
  name: z.string(),
  role: Role,
  teamName: z.string().nullable(),
  state: AgentState,
  next: RequestedState.nullable(),
})

/** Who is here and in which state; a supervisor may change the state of another. */
export function agentRoutes({ context, setAgentState }: HttpParts): FastifyPluginAsyncZod {
  const audit = auditOf(context)
  return async (app) => {
    app.get(
      '/agents',
      {
        config: { access: 'agent.read' },
        schema: { response: { 200: z.strictObject({ agents: z.array(AgentRecord) }) } },
      },
      async () => ({ agents: await listAgents(context.db) }),
    )
    app.put(
      '/agents/:userId/state',
      {
        config: { access: 'agent.set-state' },
        schema: { params: z.strictObject({ userId: UserId }), body: RequestedState },
      },
      async (request, reply) => {
        const { userId } = request.params
        const detail = {
          state: request.body.kind,
          ...('reason' in request.body ? { reason: request.body.reason } : {}),
        }
        // first: what cannot be written down is not done
        await audit(request, { action: 'agent.state-set', subject: userId, detail })(context.db)
        unwrap(await setAgentState(userId, request.body))
        return reply.code(204).send()
      },
    )
  }
}
