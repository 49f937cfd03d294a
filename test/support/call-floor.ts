import type { Kysely } from 'kysely'
import type { Database } from '#central/db/schema.ts'
import { createFlowContext } from '#central/flows/create-flow-context.ts'
import { type Renewal, renewLeases, signInDesk } from '#central/flows/desk-lease.ts'
import { executeLive } from '#central/flows/execute-live.ts'
import type { FlowContext, Logger } from '#central/flows/flow-context.ts'
import type { TelephonyAdapter } from '#central/telephony/adapter.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import type { VirtualClock } from '#shared/domain/virtual-clock.ts'
import type { LiveCommand } from '#shared/protocol/command/live.ts'
import { DeskEvent } from '#shared/protocol/event/event.ts'
import { DeviceId, UserId } from '#shared/protocol/ids.ts'
import { addAgent, addQueue } from './customers.ts'

export const SUPPORT_NUMBER = '+14155550100'
export const SUPPORT_QUEUE = 'support'

/** A call centre for tests: one queue on one number, and as many agents as are asked for. */
export async function seedFloor(
  db: Kysely<Database>,
  { agents, queue = {} }: { agents: readonly string[]; queue?: Partial<Database['queue']> },
): Promise<void> {
  const name = JSON.stringify({ en: 'Support', 'zh-CN': '支持', 'zh-TW': '支援' })
  await addQueue(db, SUPPORT_QUEUE, { name, ...queue })
  await db.insertInto('queue_number').values({ number: SUPPORT_NUMBER, queue_id: SUPPORT_QUEUE }).execute()
  for (const id of agents) await seedAgent(db, id)
}

async function seedAgent(db: Kysely<Database>, id: string, queueIds: readonly string[] = [SUPPORT_QUEUE]) {
  await addAgent(db, id)
  for (const queue_id of queueIds) await db.insertInto('queue_member').values({ queue_id, user_id: id }).execute()
}

export type LoggedLine = { level: 'info' | 'warn' | 'error'; message: string; fields: object }

export function createTestContext(
  db: Kysely<Database>,
  clock: VirtualClock,
  lines: readonly TelephonyAdapter[],
  options: { seed?: number; publish?: FlowContext['publish'] } = {},
): FlowContext & { logged: LoggedLine[] } {
  const logged: LoggedLine[] = []
  const write = (level: LoggedLine['level']) => (fields: object, message: string) =>
    void logged.push({ level, message, fields })
  const log: Logger = { info: write('info'), warn: write('warn'), error: write('error') }
  const context = createFlowContext({
    db,
    clock,
    random: createSeededRandom(options.seed ?? 1),
    publish: options.publish ?? (() => {}),
    lines: { get: (name) => lines.find((line) => line.name === name), all: () => lines },
    log,
    region: 'US',
  })
  return Object.assign(context, { logged })
}

/** An agent at a desk, for tests: knows their fence, reads their own log. */
export type TestAgent = {
  userId: UserId
  fence: number
  do(command: LiveCommand): ReturnType<typeof executeLive>
  /** the heartbeat of their desk */
  renew(): Promise<Renewal>
  /** everything in this agent's log, oldest first */
  events(): Promise<DeskEvent[]>
  /** the newest event of this type; throws when there is none */
  latest<T extends DeskEvent['type']>(type: T): Promise<Extract<DeskEvent, { type: T }>>
  state(): Promise<string>
}

export async function signInAgent(context: FlowContext, id: string, device = `desk-${id}`): Promise<TestAgent> {
  const userId = UserId.parse(id)
  const seated = await signInDesk(context, { userId, deviceId: DeviceId.parse(device), unlessAfter: null })
  if (!seated.ok) throw new Error(`${id} was not seated: ${seated.refusal.code}`)
  const { fence } = seated.value
  const events = async () => {
    const rows = await context.db
      .selectFrom('event_log')
      .select('body')
      .where('user_id', '=', userId)
      .orderBy('seq')
      .execute()
    return rows.map((row) => DeskEvent.parse(JSON.parse(row.body)))
  }
  return {
    userId,
    fence,
    do: (command) => executeLive(context, { userId, fence, command }),
    async renew() {
      const [renewal] = await renewLeases(context, [{ userId, fence, heardAt: context.clock.now() }])
      if (!renewal) throw new Error('nobody answered')
      return renewal
    },
    events,
    async latest<T extends DeskEvent['type']>(type: T) {
      const all = await events()
      const found = all.findLast((event): event is Extract<DeskEvent, { type: T }> => event.type === type)
      if (!found) throw new Error(`${userId} has no ${type}; has ${all.map((event) => event.type).join(', ')}`)
      return found
    },
    async state() {
      const row = await context.db
        .selectFrom('agent')
        .select(['state', 'reason'])
        .where('user_id', '=', userId)
        .executeTakeFirstOrThrow()
      return row.reason ? `${row.state}(${row.reason})` : row.state
    },
  }
}

/** Signs an agent in and makes them available. */
export async function seatAgent(context: FlowContext, id: string): Promise<TestAgent> {
  const agent = await signInAgent(context, id)
  const answer = await agent.do({ type: 'agent.set-state', state: { kind: 'available' } })
  if (!answer.ok) throw new Error(`${id} could not become available: ${answer.refusal.code}`)
  return agent
}
