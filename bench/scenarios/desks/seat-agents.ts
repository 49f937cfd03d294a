import type { Kysely } from 'kysely'
import { openSession } from '#central/auth/sessions.ts'
import { insertCall } from '#central/calls/call-rows.ts'
import { insertLeg } from '#central/calls/leg-rows.ts'
import { ensureAgent } from '#central/db/event-log.ts'
import type { Database } from '#central/db/schema.ts'
import { openInteraction } from '#central/interactions/open-interaction.ts'
import type { Clock } from '#shared/domain/clock.ts'
import { createIdSource } from '#shared/domain/id-source.ts'
import type { Random } from '#shared/domain/random.ts'
import { CallId, InteractionId, LegId, QueueId, UserId } from '#shared/protocol/ids.ts'

export type SeatedAgent = {
  user: { userId: UserId; name: string; role: 'agent'; teamName: null }
  token: string
  callId: CallId
  customerLegId: LegId
  agentLegId: LegId
}

export const BENCH_LINE = 'bench'

/** Writes agents with a session and a connected call each, as the product would have left them. */
export function seatAgents(
  db: Kysely<Database>,
  { count, queueId }: { count: number; queueId: string },
  { clock, random }: { clock: Clock; random: Random },
): Promise<SeatedAgent[]> {
  const newId = createIdSource(clock, random)
  const now = clock.now()
  return db.transaction().execute(async (tx) => {
    const seated: SeatedAgent[] = []
    for (let n = 0; n < count; n += 1) {
      const userId = UserId.parse(newId())
      const name = `Agent ${n}`
      const [callId, interactionId] = [CallId.parse(newId()), InteractionId.parse(newId())]
      const [customerLegId, agentLegId] = [LegId.parse(newId()), LegId.parse(newId())]
      const nobody = { password_hash: 'none', must_change_password: 0, team_id: null, line: null, language: null }
      await tx
        .insertInto('user')
        .values({ id: userId, login: `bench-${newId()}`, name, role: 'agent', ...nobody, disabled: 0, created_at: now })
        .execute()
      await ensureAgent(tx, userId)
      const token = await openSession(tx, { userId, random, now })
      await openInteraction(tx, {
        ...{ id: interactionId, customerId: null, channel: 'call', direction: 'inbound', startedAt: now },
        ...{ queueId: QueueId.parse(queueId), number: null, matchReason: null },
      })
      await insertCall(tx, {
        ...{ id: callId, interaction_id: interactionId, queue_id: queueId, provider: BENCH_LINE, vendor_id: callId },
        ...{ direction: 'inbound', caller_number: null, dialled_number: '+4930000000', state: 'connected' },
        ...{ agent_id: userId, arrived_at: now, queue_position_at: now, answered_at: now, held_since: null },
        ...{ held_ms: 0, ended_at: null, ended_by: null, cause: null, match: '{"kind":"withheld"}', version: 1 },
      })
      const up = { call_id: callId, state: 'up', place: 'bridge', now } as const
      const customer = { id: customerLegId, role: 'customer', user_id: null, vendor_id: customerLegId } as const
      await insertLeg(tx, { ...up, ...customer })
      await insertLeg(tx, { ...up, id: agentLegId, role: 'agent', user_id: userId, vendor_id: agentLegId })
      const user = { userId, name, role: 'agent', teamName: null } as const
      seated.push({ user, token, callId, customerLegId, agentLegId })
    }
    return seated
  })
}
