import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import type { Kysely } from 'kysely'
import { expect, inject, it } from 'vitest'
import { openDatabase } from '#central/db/open-database.ts'
import type { Database } from '#central/db/schema.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { findFreePort } from '#test/e2e/support/free-port.ts'
import { createDatabase, dropDatabase } from '#test/support/databases.ts'
import { QUIET_DEMO } from '#test/support/demo-central.ts'
import { expectAllWrittenOnce } from '#test/support/faults/judge-writings.ts'
import { createKillableCentral } from '#test/support/faults/killable-central.ts'
import { takeCall } from '#test/support/faults/take-call.ts'
import { openWritingAgent, type WritingAgent } from '#test/support/faults/writing-agent.ts'

const run = promisify(execFile)
const held = ['customer', 'interaction', 'note', 'task', 'applied_command', 'customer_field_history'] as const
const keys = { applied_command: 'command_id' } as const

/** The ids of every row of the tables that hold people's work. */
async function readHeld(url: string): Promise<Map<string, Set<string>>> {
  const { db, close } = await openDatabase({ url })
  const found = new Map<string, Set<string>>()
  for (const table of held) {
    const key = table === 'applied_command' ? keys.applied_command : 'id'
    const rows = await db.selectFrom(table).select(db.dynamic.ref<'id'>(key)).execute()
    found.set(table, new Set(rows.map((row) => String(Object.values(row)[0]))))
  }
  await close()
  return found
}

async function openAgents(url: string, centralUrl: string, folder: string): Promise<WritingAgent[]> {
  const { db, close } = await openDatabase({ url })
  const customers = await db.selectFrom('customer').select('id').orderBy('id').limit(2).execute()
  const agents = await Promise.all(
    ['mei', 'ava'].map((login, index) =>
      openWritingAgent({
        ...{ login, centralUrl, dataDir: join(folder, login), customerId: customers[index]?.id ?? '' },
        random: createSeededRandom(index),
        interactions: async (userId) => {
          const rows = await db.selectFrom('interaction').select('id').where('agent_id', '=', userId).limit(9).execute()
          return rows.map((row) => row.id)
        },
      }),
    ),
  )
  await close()
  return agents
}

type Caller = { e164: string; customer_id: string }

/** Somebody whose number is nobody else's. */
async function findCaller(url: string): Promise<Caller> {
  const { db, close } = await openDatabase({ url })
  const phones = await db.selectFrom('customer_phone').select(['e164', 'customer_id']).orderBy('e164').execute()
  await close()
  const found = phones.find(({ e164 }) => phones.filter((other) => other.e164 === e164).length === 1)
  if (!found) throw new Error('everybody shares a number')
  return found
}

/** A call after the backup: its agent's desk told again whose it was. */
async function expectFound(
  db: Kysely<Database>,
  { interactionId, queueId }: { interactionId: string; queueId: string },
  { e164, customer_id }: Caller,
  agent_id: string,
): Promise<void> {
  const told = db.selectFrom('interaction').selectAll().where('id', '=', interactionId)
  expect(await told.execute()).toMatchObject([
    { ...{ customer_id, agent_id, queue_id: queueId, number: e164 }, match_reason: 'exact_number', result: 'handled' },
  ])
  const notes = db.selectFrom('note').select('text').where('interaction_id', '=', interactionId)
  expect(await notes.execute()).toEqual([{ text: 'agreed' }])
}

/** As docs/operations.md tells it: write, back up while writing, write on, lose the database, restore, go on. */
async function drill(folder: string, before: string, restore: (backup: string) => Promise<string>): Promise<void> {
  const port = await findFreePort()
  const args = [`--data-dir=${join(folder, 'c')}`, ...QUIET_DEMO]
  const env = (url: string) => ({ DATABASE_URL: url, RINGDESK_LOG_LEVEL: 'warn' })
  const first = createKillableCentral([...args, `--central-port=${port}`], env(before))
  await first.start()
  const centralUrl = `http://127.0.0.1:${port}`
  const agents = await openAgents(before, centralUrl, folder)
  const caller = await findCaller(before)
  const talker = await openWritingAgent({
    ...{ login: 'jon', centralUrl, dataDir: join(folder, 'jon'), customerId: '', random: createSeededRandom(9) },
    interactions: async () => [],
  })
  const write = async (times: number) => {
    for (let time = 0; time < times; time += 1) for (const agent of agents) await agent.write()
  }
  const untilSent = () =>
    expect
      .poll(() => [...agents, talker].reduce((sum, { desk }) => sum + desk.countUnsent(), 0), { timeout: 60_000 })
      .toBe(0)
  let second: typeof first | null = null
  try {
    await write(15)
    await untilSent()
    const backup = join(folder, 'backup')
    const [{ stdout }] = await Promise.all([
      run(process.execPath, ['central/admin/main.ts', '--demo', ...args, 'backup', backup], {
        env: { ...process.env, ...env(before) },
      }),
      write(15),
    ])
    expect(stdout).toContain('read through and whole')
    await write(15)
    const talk = await takeCall(talker, centralUrl, caller.e164)
    await untilSent()
    await first.kill()

    const after = await restore(backup)
    const kept = await readHeld(after)
    expect(kept.get('interaction')?.has(talk.interactionId)).toBe(false)
    const written = [...agents, talker].reduce((sum, agent) => sum + agent.writings.commands, 0)
    expect(kept.get('applied_command')?.size).toBeLessThan(written)
    second = createKillableCentral([...args, `--central-port=${port}`], env(after))
    await second.start()
    expect(second.output()).toContain('started on a restored copy')
    const { db, close } = await openDatabase({ url: after })
    try {
      const countApplied = async () => (await db.selectFrom('applied_command').select('command_id').execute()).length
      await expect.poll(countApplied, { timeout: 60_000, interval: 100 }).toBe(written)
      await untilSent()
      await write(5)
      await untilSent()
      await expectAllWrittenOnce(db, agents, { restores: 1 })
      await expectFound(db, talk, caller, talker.userId)
    } finally {
      await close()
    }
    const now = await readHeld(after)
    for (const [table, ids] of kept) {
      const gone = [...ids].filter((id) => !now.get(table)?.has(id))
      expect(gone, table).toEqual([])
    }
  } finally {
    for (const { desk } of [...agents, talker]) await desk.stop()
    await first.stop()
    await second?.stop()
  }
}

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'restore-drill-'))
  try {
    await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

it('restore drill on SQLite: all that the backup held and all that desks had written since, once', () =>
  withFolder((folder) =>
    drill(folder, `sqlite:${join(folder, 'lost.sqlite')}`, async (backup) => {
      const restored = join(folder, 'restored.sqlite')
      await copyFile(backup, restored)
      return `sqlite:${restored}`
    }),
  ))

it('restore drill on PostgreSQL: all that the backup held and all that desks had written since, once', (test) => {
  const postgres = inject('postgres')
  if ('missing' in postgres) return test.skip(postgres.missing)
  if (spawnSync('psql', ['--version']).error !== undefined) return test.skip('psql is not installed')
  return withFolder(async (folder) => {
    const lost = await createDatabase(postgres)
    const empty = await createDatabase(postgres)
    try {
      await drill(folder, lost.url, async (backup) => {
        const input = gunzipSync(await readFile(backup))
        execFileSync('psql', ['-q', '-1', '-v', 'ON_ERROR_STOP=1', '-d', empty.url], {
          input,
          stdio: ['pipe', 'ignore', 'inherit'],
        })
        return empty.url
      })
    } finally {
      await dropDatabase(postgres, lost.name)
      await dropDatabase(postgres, empty.name)
    }
  })
})
