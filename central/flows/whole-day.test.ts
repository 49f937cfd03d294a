import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedCatalog } from '#central/catalog/seed-catalog.ts'
import { ensureEpoch } from '#central/db/event-log.ts'
import { migrate } from '#central/db/migrate.ts'
import { type OpenDatabase, openDatabase } from '#central/db/open-database.ts'
import { createSimulator } from '#central/telephony/simulator/simulator.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { createTestContext, SUPPORT_NUMBER, seedFloor } from '#test/support/call-floor.ts'
import { openSimulatedAgent, type SimulatedAgent } from '#test/support/simulated-agent.ts'
import { MORNING } from '#test/support/simulated-floor.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { buildSnapshot } from './build-snapshot.ts'
import { startFlows } from './start-flows.ts'

/** RINGDESK_TEST_SIZE=full plays a whole day; otherwise one hour. */
const HOURS = process.env.RINGDESK_TEST_SIZE === 'full' ? 24 : 1
const AGENTS = 20
const HOUR = 3_600_000

describe(`${HOURS} h of a call centre with ${AGENTS} agents, in process, in memory`, () => {
  let database: OpenDatabase
  beforeAll(async () => {
    database = await openDatabase({ url: 'sqlite::memory:' })
    await migrate(database.db)
    const ids = Array.from({ length: AGENTS }, (_, index) => `agent-${String(index).padStart(2, '0')}`)
    const queue = { max_wait_ms: 300_000, treatment: 'hang_up' as const }
    await seedFloor(database.db, { agents: ids, queue })
    await seedCatalog(database.db)
  })
  afterAll(() => database.close())

  it('adds up', async () => {
    const { db } = database
    const agents = new Map<string, SimulatedAgent>()
    const parts: { idle?: () => Promise<void> } = {}
    const clock = createTestClock(MORNING, async () => parts.idle?.())
    const random = createSeededRandom(2026)
    const failures: unknown[] = []
    const simulator = createSimulator({
      clock,
      random: createSeededRandom(1),
      onError: (error) => void failures.push(error),
      faults: { late: 0.05, lateByMs: 1_500, doubled: 0.05, swallowed: 0.005 },
    })
    const context = createTestContext(db, clock, [simulator], {
      publish: (userIds) => {
        for (const userId of userIds) agents.get(userId)?.hear()
      },
    })
    parts.idle = async () => {
      await simulator.idle()
      await context.sequencer.idle()
    }
    await ensureEpoch(db, context.newId)
    const running = await startFlows(context, { due: { everyMs: 250, restMs: 10_000 }, sweepMs: 10_000 })
    // one statement instead of twenty heartbeats: what is tested here are the calls
    const renew = async () => {
      if (clock.now() % 9_000 >= 3_000) return
      const expiresAt = clock.now() + 10_000
      await db.updateTable('agent').set({ lease_expires_at: expiresAt }).where('state', '!=', 'unreachable').execute()
    }
    const ended = new Map<string, number | null>()
    for (const row of await db.selectFrom('user').select('id').execute()) {
      const agent = await openSimulatedAgent(context, row.id, createSeededRandom(random.next() * 1e9))
      agents.set(row.id, agent)
      agent.hear()
      await agent.begin()
    }

    let nextCallAt = clock.now()
    const end = clock.now() + HOURS * HOUR
    while (clock.now() < end) {
      while (nextCallAt <= clock.now()) {
        const from = random.next() < 0.1 ? null : `+1415${Math.floor(random.next() * 9_000_000) + 1_000_000}`
        const talkMs = 20_000 + Math.round(random.next() * 400_000)
        simulator.placeCall({ from, to: SUPPORT_NUMBER, talkMs, patienceMs: Math.round(random.next() * 400_000) })
        nextCallAt += -Math.log(1 - random.next()) * 13_000
      }
      await clock.advance(3_000)
      await renew()
      if (clock.now() % 60_000 < 3_000) await checkNow()
      if (clock.now() % 600_000 < 3_000) await checkEnded()
    }
    for (const agent of agents.values()) await agent.goHome()
    for (let minute = 0; minute < 20; minute += 1) {
      for (let step = 0; step < 20; step += 1) {
        await clock.advance(3_000)
        await renew()
      }
      for (const caller of await simulator.snapshot()) simulator.callerHangsUp(caller.callId)
    }
    await checkNow()
    await checkEnded()
    await running.stop()
    expect(failures).toEqual([])
    expect(context.logged.filter((line) => line.level === 'error')).toEqual([])
    await checkDay()

    /** At any moment: one active call per agent. */
    async function checkNow(): Promise<void> {
      const active = await db
        .selectFrom('call')
        .select((e) => ['agent_id', e.fn.countAll<number>().as('count')])
        .where('state', 'in', ['offered', 'connecting', 'connected'])
        .groupBy('agent_id')
        .execute()
      expect(active.filter((row) => row.agent_id === null || Number(row.count) !== 1)).toEqual([])
    }

    /** An ended call stays as it ended. */
    async function checkEnded(): Promise<void> {
      const calls = await db.selectFrom('call').select(['id', 'ended_at', 'state']).execute()
      const moved = calls.filter(
        (call) => ended.has(call.id) && (call.state !== 'ended' || call.ended_at !== ended.get(call.id)),
      )
      expect(moved).toEqual([])
      for (const call of calls) if (call.state === 'ended') ended.set(call.id, call.ended_at)
    }

    async function checkDay(): Promise<void> {
      const calls = await db.selectFrom('call').selectAll().execute()
      const interactions = await db.selectFrom('interaction').selectAll().execute()
      expect(calls.length).toBeGreaterThan(HOURS * 200)
      expect(calls.filter((call) => call.state !== 'ended')).toEqual([])
      expect(new Set(calls.map((call) => call.interaction_id)).size).toBe(calls.length)
      expect(interactions).toHaveLength(calls.length)
      const results = Object.groupBy(interactions, (interaction) => interaction.result)
      const count = (result: keyof typeof results) => results[result]?.length ?? 0
      const counted = count('handled') + count('abandoned') + count('short_abandoned') + count('turned_away')
      expect(counted).toBe(calls.length)
      expect(count('handled')).toBeGreaterThan(calls.length / 2)
      expect(calls.filter((call) => call.answered_at !== null)).toHaveLength(count('handled'))
      for (const call of calls) {
        const duration = (call.ended_at ?? 0) - (call.answered_at ?? call.ended_at ?? 0)
        expect(duration).toBeGreaterThanOrEqual(call.held_ms)
      }
      expect(await db.selectFrom('offer').select('id').where('ended_at', 'is', null).execute()).toEqual([])
      expect(await db.selectFrom('wrap_up').select('id').where('finished_at', 'is', null).execute()).toEqual([])
      expect(await db.selectFrom('journal').select('id').where('state', '=', 'running').execute()).toEqual([])
      expect(await db.selectFrom('timer').select('id').execute()).toEqual([])
      const openLegs = await db.selectFrom('leg').select('id').where('state', '!=', 'ended').execute()
      expect(openLegs).toEqual([])
      for (const agent of agents.values()) await checkDesk(agent)
    }

    /** What a desk has made of its events is what central holds. */
    async function checkDesk(agent: SimulatedAgent): Promise<void> {
      const truth = await buildSnapshot({ db, lines: context.lines, userId: agent.userId, now: clock.now() })
      const { seq, state, next, calls, wrapUps, offer } = agent.projection()
      expect({ seq, state, next }).toEqual({ seq: truth.seq, state: truth.state, next: truth.next })
      expect({ calls, wrapUps, offer }).toEqual({ calls: [], wrapUps: [], offer: null })
      expect(state.kind).toBe('offline')
      expect(agent.refusals.filter((refusal) => !expectedRefusals.test(refusal))).toEqual([])
    }
  }, 600_000)
})

/** What may happen to people who act on what they saw a moment ago, or who have just gone home. */
const expectedRefusals =
  /^(call\.(answer|decline): (offer_gone|lease_lost)|call\.(hold|resume|mute|hang-up): (call_ended|call_wrong_state|call_not_found|lease_lost)|agent\.set-state: state_not_allowed)$/
