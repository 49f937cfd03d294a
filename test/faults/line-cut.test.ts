import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Central } from '#central/boot.ts'
import { runFlow } from '#central/flows/run-flow.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { TaskId } from '#shared/protocol/ids.ts'
import { startDemoCentral } from '#test/support/demo-central.ts'
import { chooseSize } from '#test/support/faults/campaign-size.ts'
import { type CuttingProxy, cutKinds, startCuttingProxy } from '#test/support/faults/cutting-proxy.ts'
import { expectAllWrittenOnce } from '#test/support/faults/judge-writings.ts'
import { openWritingAgent, type WritingAgent } from '#test/support/faults/writing-agent.ts'

const SHORT = { cuts: chooseSize('RINGDESK_SHORT_CUTS', { small: 6, full: 50 }), ms: 1_000 }
const LONG = {
  cuts: chooseSize('RINGDESK_LONG_CUTS', { small: 3, full: 20 }),
  ms: chooseSize('RINGDESK_LONG_CUT_MS', { small: 4_000, full: 10_000 }),
}
/** The promise, for a machine that has nothing else to do; a small run looks for what never comes right. */
const GOAL_MS = process.env.RINGDESK_TEST_SIZE === 'full' ? 3_000 : 10_000

let folder: string
let central: Central
let proxy: CuttingProxy
let agent: WritingAgent

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'line-cut-'))
  central = await startDemoCentral(join(folder, 'c'))
  proxy = await startCuttingProxy(central.port)
  const { db } = central.context
  const customer = await db.selectFrom('customer').select('id').limit(1).executeTakeFirstOrThrow()
  agent = await openWritingAgent({
    ...{ login: 'mei', centralUrl: `http://127.0.0.1:${proxy.port}`, dataDir: folder, customerId: customer.id },
    random: createSeededRandom(3),
    interactions: async (userId) => {
      const rows = await db.selectFrom('interaction').select('id').where('agent_id', '=', userId).limit(20).execute()
      return rows.map((row) => row.id)
    },
  })
})
afterEach(async () => {
  await agent.desk.stop()
  await proxy.stop()
  await central.stop()
  await rm(folder, { recursive: true, force: true })
})

/** The desk shows what central knows, and central has what the desk wrote. */
async function isRight(): Promise<boolean> {
  const { desk, userId } = agent
  if (desk.linkStatus().kind !== 'online' || desk.countUnsent() > 0) return false
  const row = await central.context.db
    .selectFrom('agent')
    .select('seq')
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow()
  return (await desk.snapshot()).projection.seq === row.seq
}
const untilRight = () => expect.poll(isRight, { timeout: 60_000, interval: 10 }).toBe(true)

/** Something happens on both sides while the line is away, each of which the other does not know yet. */
async function happen(): Promise<void> {
  await agent.write()
  await runFlow(central.context, (flow) =>
    flow.emit(agent.userId, { type: 'task.changed', taskId: TaskId.parse('task-of-another-time') }),
  )
}

const random = createSeededRandom(7)

async function cutAndMeasure({ cuts, ms }: { cuts: number; ms: number }): Promise<void> {
  await untilRight()
  const taken: { kind: string; ms: number }[] = []
  for (let index = 0; index < cuts; index += 1) {
    const kind = cutKinds[index % cutKinds.length] ?? 'stall'
    // anywhere between two pings, two heartbeats and two pushes
    await delay(random.next() * 1_500)
    const writing = agent.write()
    proxy.cut(kind)
    await writing
    await delay(ms / 2)
    await happen()
    await delay(ms / 2)
    proxy.mend()
    const from = performance.now()
    await untilRight()
    taken.push({ kind, ms: performance.now() - from })
  }
  const sorted = taken.map((cut) => cut.ms).sort((a, b) => a - b)
  const pick = (share: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
  const worst = cutKinds.map((kind) => {
    const own = taken.filter((cut) => cut.kind === kind).map((cut) => cut.ms)
    return `${kind} ${Math.round(Math.max(0, ...own))}`
  })
  console.info(
    `${cuts} cuts of ${ms} ms: right again p50 ${pick(0.5)} ms, p95 ${pick(0.95)}; worst ${worst.join(', ')}`,
  )
  expect(pick(0.95)).toBeLessThanOrEqual(GOAL_MS)
  await expectAllWrittenOnce(central.context.db, [agent])
}

for (const size of [SHORT, LONG]) {
  const { cuts, ms } = size
  const timeout = 60_000 + cuts * (ms + 20_000)
  it(`${cuts} cuts of ${ms} ms: in the middle of a frame, half-open, stalled`, { timeout }, () => cutAndMeasure(size))
}
