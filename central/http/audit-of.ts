import type { FastifyRequest } from 'fastify'
import { type Also, alsoAudit, type Happened } from '#central/db/audit-log.ts'
import type { FlowContext } from '#central/flows/flow-context.ts'
import { userOf } from './check-access.ts'

/** What a change that this request asked for writes to the audit log in its own transaction. */
export function auditOf(context: FlowContext) {
  return (request: FastifyRequest, happened: Pick<Happened, 'action' | 'subject' | 'detail'>): Also =>
    alsoAudit(context, { ...happened, actorId: userOf(request).userId, via: 'http' })
}
