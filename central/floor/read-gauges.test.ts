import type { Kysely } from 'kysely'
import { expect, it } from 'vitest'
import type { Database } from '#central/db/schema.ts'
import { createQueue } from '#central/flows/set-up/change-queues.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { findScans, recordStatements } from '#test/support/record-statements.ts'
import { readGauges, readQueuesByUser } from './read-gauges.ts'

const NOW = 1_780_000_000_000
const label = { en: 'Gold', 'zh-CN': 'Gold', 'zh-TW': 'Gold' }

type Times = { state: 'queued' | 'ended'; answeredAt?: number; firstAnsweredAt?: number; endedAt?: number }

function writeCalls(db: Kysely<Database>) {
  let count = 0
  return async function call(arrivedAt: number, rest: Times) {
    count += 1
    const fixed = {
      provider: 'x',
      direction: 'inbound',
      dialled_number: '1',
      match: '{}',
      version: 0,
      held_ms: 0,
    } as const
    await db
      .insertInto('call')
      .values({
        ...fixed,
        id: `c${count}`,
        vendor_id: `v${count}`,
        interaction_id: `i${count}`,
        queue_id: 'gold',
        caller_number: null,
        state: rest.state,
        agent_id: null,
        arrived_at: arrivedAt,
        queue_position_at: arrivedAt,
        answered_at: rest.answeredAt ?? null,
        first_answered_at: rest.firstAnsweredAt ?? null,
        held_since: null,
        ended_at: rest.endedAt ?? null,
        ended_by: rest.state === 'ended' ? 'customer' : null,
        cause: null,
      })
      .execute()
  }
}

describeOnDatabases('the floor', (open) => {
  it("shows who waits now and how today went, short abandons and yesterday's calls left out", async () => {
    const { db } = await open()
    for (const queueId of ['gold', 'quiet']) await createQueue(db, { queueId, name: label })
    const call = writeCalls(db)
    const t = NOW - 3_600_000
    await call(NOW - 9_000, { state: 'queued' })
    await call(NOW - 4_000, { state: 'queued' })
    await call(t, { state: 'ended', answeredAt: t + 20_000, endedAt: t + 60_000 })
    await call(t, { state: 'ended', answeredAt: t + 20_001, endedAt: t + 60_000 })
    await call(t, { state: 'ended', endedAt: t + 5_000 })
    await call(t, { state: 'ended', endedAt: t + 4_999 })
    await call(t - 86_400_000, { state: 'ended', endedAt: t })
    const [gold, quiet] = await readGauges(db, NOW, NOW - 7_200_000)
    expect(gold).toMatchObject({ queueId: 'gold', waiting: 2, longestWaitMs: 9_000, belowTarget: true })
    expect(gold?.serviceLevel).toBeCloseTo(100 / 3)
    expect(quiet).toEqual({ queueId: 'quiet', waiting: 0, longestWaitMs: 0, serviceLevel: null, belowTarget: false })
    await db
      .insertInto('queue_member')
      .values([
        { queue_id: 'gold', user_id: 'u' },
        { queue_id: 'quiet', user_id: 'u' },
      ])
      .execute()
    expect(await readQueuesByUser(db)).toEqual(new Map([['u', new Set(['gold', 'quiet'])]]))
  })

  it('a call that was handed on counts by who answered first, whatever became of it after', async () => {
    const { db } = await open()
    await createQueue(db, { queueId: 'gold', name: label })
    const call = writeCalls(db)
    const t = NOW - 3_600_000
    await call(t, { state: 'ended', firstAnsweredAt: t + 9_000, answeredAt: t + 900_000, endedAt: t + 990_000 })
    await call(t, { state: 'ended', firstAnsweredAt: t + 9_000, endedAt: t + 990_000 })
    await call(t, { state: 'ended', endedAt: t + 990_000 })
    const [gold] = await readGauges(db, NOW, NOW - 7_200_000)
    expect(gold?.serviceLevel).toBeCloseTo(200 / 3)
  })

  it('reads calls by index only, so that years of them cost nothing', async () => {
    const { db, dialect } = await open()
    await createQueue(db, { queueId: 'gold', name: label })
    const recorded = recordStatements(db)
    await readGauges(recorded.db, NOW, NOW - 7_200_000)
    const scans: string[] = []
    for (const statement of recorded.statements) scans.push(...(await findScans(db, dialect, statement)))
    expect(scans.filter((scan) => /\bcall\b/.test(scan))).toEqual([])
    expect(recorded.statements.some(({ sql }) => sql.includes('"arrived_at" >='))).toBe(true)
  })
})
