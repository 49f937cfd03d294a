import { listAgents } from '#central/agents/list-agents.ts'
import type { Executor } from '#central/db/executor.ts'
import { readLiveCalls } from '#central/floor/read-live-floor.ts'
import { UserId } from '#shared/protocol/ids.ts'
import type { QueryResult } from '#shared/protocol/query/query.ts'
import type { Answer } from './asker.ts'

/** Who is here and who talks with whom. `canListen`: whether the line of this name lets supervisors in. */
export async function readFloorOf(
  db: Executor,
  canListen: (line: string) => boolean,
): Promise<QueryResult<'floor.live'>> {
  const agents = (await listAgents(db)).filter(({ state }) => state.kind !== 'offline')
  return {
    agents: agents.map(({ userId, name, teamName, state }) => ({
      userId: UserId.parse(userId),
      name,
      teamName,
      state,
    })),
    calls: await readLiveCalls(db, canListen),
  }
}

/** Which line lets supervisors in the database does not know: where there are lines, they are asked. */
export const readLiveFloor: Answer<'floor.live'> = ({ db }) => readFloorOf(db, () => false)
