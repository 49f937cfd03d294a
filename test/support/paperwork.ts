import type { Kysely } from 'kysely'
import { v7 } from 'uuid'
import type { z } from 'zod'
import { seedCatalog } from '#central/catalog/seed-catalog.ts'
import type { Database } from '#central/db/schema.ts'
import { createFlowContext } from '#central/flows/create-flow-context.ts'
import type { FlowContext } from '#central/flows/flow-context.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import type { Role } from '#shared/protocol/agent-state.ts'
import type { Paperwork, PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { CommandId, type DeviceId, type UserId } from '#shared/protocol/ids.ts'
import { addCustomer, NOW } from './customers.ts'
import { createTestClock } from './virtual-clock.ts'

/** A central without lines: two agents, a supervisor, the default catalog; `published` hears of every commit. */
export async function createDesktopWork(
  db: Kysely<Database>,
): Promise<{ context: FlowContext; published: UserId[]; errors: unknown[] }> {
  const published: UserId[] = []
  const errors: unknown[] = []
  const context = createFlowContext({
    db,
    clock: createTestClock(NOW),
    random: createSeededRandom(1),
    publish: (userIds) => void published.push(...userIds),
    lines: { get: () => undefined, all: () => [] },
    log: { info() {}, warn() {}, error: (fields) => void errors.push(fields) },
    region: 'CN',
  })
  await seedCatalog(db)
  await addUser(db, 'mei', 'agent')
  await addUser(db, 'ava', 'agent')
  await addUser(db, 'sofia', 'supervisor')
  await addCustomer(db, 'chen', { name: '陈雨桐', phones: ['13812345678'] })
  await addCustomer(db, 'maya', { name: 'Maya Okafor' })
  return { context, published, errors }
}

async function addUser(db: Kysely<Database>, id: string, role: z.infer<typeof Role>): Promise<void> {
  await db
    .insertInto('user')
    .values({
      id,
      login: id,
      password_hash: '-',
      must_change_password: 0,
      name: id.toUpperCase(),
      role,
      team_id: null,
      line: null,
      language: null,
      disabled: 0,
      created_at: NOW,
    })
    .execute()
  await db
    .insertInto('agent')
    .values({
      user_id: id,
      state: 'not_ready',
      reason: 'break',
      subject_id: null,
      since: NOW,
      next_state: null,
      before_unreachable: null,
      idle_since: NOW,
      device_id: null,
      fence: 1,
      lease_expires_at: NOW + 10_000,
      seq: 0,
      version: 0,
    })
    .execute()
}

export const mei = { userId: 'mei' as UserId, deviceId: 'desk-mei' as DeviceId }
export const ava = { userId: 'ava' as UserId, deviceId: 'desk-ava' as DeviceId }
export const sofia = { userId: 'sofia' as UserId, deviceId: 'desk-sofia' as DeviceId }

/** One desk's numbers and command ids. */
export function createOutbox(): { write(body: PaperworkBody): Paperwork } {
  let n = 0
  return {
    write(body) {
      n += 1
      return { commandId: CommandId.parse(v7()), n, writtenAt: NOW - 60_000, body }
    },
  }
}
