import { listAgents } from '#central/agents/list-agents.ts'
import { fromJson } from '#central/db/columns.ts'
import type { Executor } from '#central/db/executor.ts'
import { readWaiting } from '#central/floor/read-gauges.ts'
import { QueueId, UserId } from '#shared/protocol/ids.ts'
import { Label } from '#shared/protocol/view/catalog.ts'
import type { DirectoryAgent, DirectoryQueue } from '#shared/protocol/view/directory.ts'
import type { Answer } from './asker.ts'

/** Whom the asker can hand a call to now: colleagues with where they stand, queues with who waits there. */
export const listDirectory: Answer<'transfer.directory'> = async ({ db, userId, now }) => ({
  agents: await listColleagues(db, userId),
  queues: await listQueues(db, now),
})

async function listColleagues(db: Executor, asker: UserId): Promise<DirectoryAgent[]> {
  const serving = await db.selectFrom('queue_member').select('user_id').distinct().execute()
  const served = new Set(serving.map((row) => row.user_id))
  const agents = await listAgents(db)
  return agents
    .filter((agent) => agent.userId !== asker && served.has(agent.userId))
    .map(({ userId, name, teamName, state }) => ({
      ...{ userId: UserId.parse(userId), name, teamName, state: state.kind },
      since: state.since === 0 ? null : state.since,
    }))
}

async function listQueues(db: Executor, now: number): Promise<DirectoryQueue[]> {
  const free = await db
    .selectFrom('queue_member')
    .innerJoin('agent', 'agent.user_id', 'queue_member.user_id')
    .select((e) => ['queue_id', e.fn.countAll<number>().as('agents')])
    .where('agent.state', '=', 'available')
    .where('agent.lease_expires_at', '>', now)
    .groupBy('queue_id')
    .execute()
  const agents = new Map(free.map((row) => [row.queue_id, Number(row.agents)]))
  const waiting = await readWaiting(db)
  const queues = await db.selectFrom('queue').select(['id', 'name']).where('disabled', '=', 0).orderBy('id').execute()
  return queues.map(({ id, name }) => {
    const line = waiting.get(id)
    return {
      ...{ queueId: QueueId.parse(id), name: Label.parse(fromJson(name)), waiting: line?.count ?? 0 },
      longestWaitMs: line ? Math.max(0, now - line.since) : null,
      available: agents.get(id) ?? 0,
    }
  })
}
