import type { Executor } from '#central/db/executor.ts'
import type { Role } from '#shared/protocol/agent-state.ts'
import { readAgentRow } from './agent-rows.ts'

/** Everybody who may take calls, and where they stand. */
export async function listAgents(db: Executor) {
  const users = await db
    .selectFrom('user')
    .leftJoin('team', 'team.id', 'user.team_id')
    .select(['user.id', 'user.name', 'user.role', 'team.name as team'])
    .where('user.disabled', '=', 0)
    .orderBy('user.name')
    .execute()
  const rows = await db.selectFrom('agent').selectAll().execute()
  const positions = new Map(rows.map((row) => [row.user_id, readAgentRow(row).position]))
  return users.map((user) => ({
    userId: user.id,
    name: user.name,
    role: user.role satisfies Role,
    teamName: user.team,
    state: positions.get(user.id)?.state ?? { kind: 'offline' as const, since: 0 },
    next: positions.get(user.id)?.next ?? null,
  }))
}
