import { type SessionUser, verifySessions } from '#central/auth/sessions.ts'
import type { Executor } from '#central/db/executor.ts'
import { prepareListQuery } from '#central/db/prepare-query.ts'
import type { FlowContext } from '#central/flows/flow-context.ts'
import { gather } from '#central/flows/gather.ts'
import type { Outcome } from '#shared/protocol/error.ts'
import type { DeviceId, UserId } from '#shared/protocol/ids.ts'

/** Who has the agent's place, and how far this device's numbers go. All 0 and null: never seen. */
export type Standing = { fence: number; deviceId: string | null; highestN: number }

/** Nobody who comes alone waits; of hundreds each waits a moment, and a hundred rounds a second carry them. */
const ROUNDS = { everyMs: 10, most: 256, roundsAtOnce: 2 }

/** What every greeting asks of the database. */
export type GreetingReads = ReturnType<typeof createGreetingReads>

/** After a restart hundreds of desks are greeted in one second: each statement answers all who asked meanwhile. */
export function createGreetingReads({ db, clock }: Pick<FlowContext, 'db' | 'clock'>) {
  return {
    verifySession: gather<string, Outcome<SessionUser>>(clock, ROUNDS, (tokens) =>
      verifySessions(db, tokens, clock.now()),
    ),
    readStanding: gather<Desk, Standing>(clock, ROUNDS, (desks) => readStandings(db, desks)),
    /** the number of the agent's newest event, committed before this was asked or after */
    readNewestSeq: gather<UserId, number>(clock, ROUNDS, async (userIds) => {
      const agents = await readAgents(db, userIds)
      return userIds.map((userId) => agents.get(userId)?.seq ?? 0)
    }),
  }
}

type Desk = { userId: UserId; deviceId: DeviceId }

async function readStandings(db: Executor, desks: readonly Desk[]): Promise<Standing[]> {
  const agents = await readAgents(
    db,
    desks.map((desk) => desk.userId),
  )
  const devices = await selectDevices(
    db,
    desks.map((desk) => desk.deviceId),
  )
  const highestN = new Map(devices.map((device) => [device.device_id, device.highest_n]))
  return desks.map(({ userId, deviceId }) => {
    const agent = agents.get(userId)
    return {
      fence: agent?.fence ?? 0,
      deviceId: agent?.device_id ?? null,
      highestN: highestN.get(deviceId) ?? 0,
    }
  })
}

async function readAgents(db: Executor, userIds: readonly UserId[]) {
  const agents = await selectAgents(db, userIds)
  return new Map(agents.map((agent) => [agent.user_id, agent]))
}

const selectAgents = prepareListQuery((db, userIds) =>
  db.selectFrom('agent').select(['user_id', 'fence', 'device_id', 'seq']).where('user_id', 'in', userIds),
)

const selectDevices = prepareListQuery((db, deviceIds) =>
  db.selectFrom('device').select(['device_id', 'highest_n']).where('device_id', 'in', deviceIds),
)
