import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { migrate } from '#central/db/migrate.ts'
import { type OpenDatabase, openDatabase } from '#central/db/open-database.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { watchChanges } from '#test/support/edges/count-changes.ts'
import { hostileText } from '#test/support/edges/hostile-values.ts'
import { RUNS } from '#test/support/edges/runs.ts'
import type { AdminTools } from './admin-command.ts'
import { runCommand } from './run-command.ts'
import { splitArguments } from './split-arguments.ts'

vi.mock('#central/auth/password-hash.ts', () => ({
  hashPassword: async (password: string) => `cheap ${password}`,
  verifyPassword: async () => false,
}))

let database: OpenDatabase
let tools: AdminTools
let countChanges: () => Promise<number>
beforeAll(async () => {
  database = await openDatabase({ url: 'sqlite::memory:' })
  await migrate(database.db)
  let ids = 0
  const clock = { now: () => 1_780_000_000_000, schedule: () => () => {} }
  tools = { db: database.db, clock, random: createSeededRandom(3), newId: () => `id-${++ids}`, region: 'US' }
  await runCommand(tools, ['user', 'add', 'lin', '--name', 'Lin', '--role', 'agent'])
  await runCommand(tools, ['queue', 'add', 'gold', '--name', 'Gold'])
  countChanges = await watchChanges(database.db)
})
afterAll(() => database.close())

/** Every word and flag of every command, `?` where the hostile value goes. */
const lines = [
  ...['user add ? --name Wang --role agent', 'user add wang --name ? --role agent', 'user add wang --name W --role ?'],
  ...['user add wang --name W --role agent --line ?', 'user change ? --name W', 'user change lin --name ?'],
  ...['user change lin --role ?', 'user change lin --line ?', 'user disable ?', 'user enable ?', 'user set-password ?'],
  ...['queue add ? --name Q', 'queue add q --name ?', 'queue add q --name Q --name-zh-cn ?'],
  ...['queue change ? --name Q', 'queue change gold --name ?', 'queue change gold --name G --name-zh-cn ?'],
  ...['queue change gold --outcome ?', 'queue change gold --offer ?', 'queue change gold --wrap-up ?', 'queue show ?'],
  ...['queue change gold --extensions ?', 'queue change gold --treatment ?', 'queue change gold --max-wait ?'],
  ...['queue change gold --message ?', 'queue change gold --message-zh-tw ?', 'queue change gold --short-abandon ?'],
  ...[
    'queue change gold --record ?',
    'queue change gold --recording-days ?',
    'queue change gold --dial ?',
    'queue change gold --dial-hours ?',
  ],
  ...['queue add q --name Q --name-zh-tw ?', 'queue member ? lin', 'queue member gold ?', 'queue member gold lin ?'],
  ...[
    'number add ? gold',
    'number add +14155550100 ?',
    'number remove ? gold',
    '? list',
    'user ?',
    '?',
    'audit ?',
    'audit --last ?',
  ],
]

describe.each(lines)('%s', (line) => {
  it('does its work or says in one sentence what is wrong, and then changes nothing', {
    timeout: 600_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        const args = line.split(' ').map((word) => (word === '?' ? text : word))
        const before = await countChanges()
        const answer = await runCommand(tools, splitArguments(args).command)
        if (answer.ok) return
        expect(answer.sentence).toMatch(/^(Usage: |Refused: |Nobody |[A-Za-z-]+: )/)
        expect(answer.sentence).not.toMatch(/\n {4}at |ZodError|Sqlite/)
        expect(await countChanges(), `${args.join(' ')}: ${answer.sentence}`).toBe(before)
      }),
      { numRuns: RUNS },
    )
  })
})
