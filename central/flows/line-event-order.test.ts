import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '#central/db/migrate.ts'
import { type OpenDatabase, openDatabase } from '#central/db/open-database.ts'
import type { LineEvent } from '#central/telephony/adapter.ts'
import { CallId, LegId } from '#shared/protocol/ids.ts'
import { createTestContext, SUPPORT_NUMBER, seatAgent, seedFloor } from '#test/support/call-floor.ts'
import { createPlainLine } from '#test/support/plain-line.ts'
import { MORNING } from '#test/support/simulated-floor.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { applyLineEvent } from './apply-line-event.ts'

const callId = CallId.parse('call-1')
const customer = LegId.parse('leg-customer')

/** The callbacks of one call that was answered, talked, held and ended by the customer: after the agent accepted. */
function tellStory(agentLeg: LegId, startAt: number): LineEvent[] {
  const leg = (legId: LegId, at: number, state: 'ringing' | 'up', place: 'bridge' | 'parked'): LineEvent => ({
    type: 'leg',
    at: startAt + at,
    key: `${legId}:${at}`,
    callId,
    legId,
    state,
    place,
    muted: false,
    vendorId: `v-${legId}`,
  })
  const end = (legId: LegId, at: number): LineEvent => ({
    type: 'leg-ended',
    at: startAt + at,
    key: `${legId}:${at}`,
    callId,
    legId,
    cause: 'normal',
    vendorCause: 'completed',
    durationMs: 1000,
  })
  return [
    leg(agentLeg, 10, 'ringing', 'parked'),
    leg(agentLeg, 20, 'up', 'bridge'),
    leg(customer, 30, 'up', 'bridge'),
    leg(customer, 40, 'up', 'parked'),
    leg(customer, 50, 'up', 'bridge'),
    end(customer, 60),
    end(agentLeg, 61),
  ]
}

describe('the facts of one call, in any order and number', () => {
  let database: OpenDatabase
  beforeAll(async () => {
    database = await openDatabase({ url: 'sqlite::memory:' })
    await migrate(database.db)
    await seedFloor(database.db, { agents: ['ann'] })
  })
  afterAll(() => database.close())

  async function play(order: readonly number[]) {
    for (const table of [
      'call',
      'leg',
      'offer',
      'wrap_up',
      'line_event',
      'journal',
      'interaction',
      'timer',
      'event_log',
      'agent',
    ] as const) {
      await database.db.deleteFrom(table).execute()
    }
    const clock = createTestClock(MORNING)
    const line = { isOver: false }
    const context = createTestContext(database.db, clock, [
      createPlainLine(() => (line.isOver ? { ok: false, code: 'gone' } : { ok: true })),
    ])
    const ann = await seatAgent(context, 'ann')
    await applyLineEvent(context, 'plain', {
      type: 'arrived',
      at: clock.now(),
      key: 'arrived',
      callId,
      legId: customer,
      vendorId: 'v-call',
      from: { kind: 'number', address: '+14155551234' },
      to: SUPPORT_NUMBER,
      headers: {},
    })
    await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
    await context.sequencer.idle()
    const startedAt = clock.now()
    await clock.advance(1_000)
    // the story is told late: whatever central asks of the line now is gone
    line.isOver = true
    const agentLeg = await database.db
      .selectFrom('leg')
      .select('id')
      .where('role', '=', 'agent')
      .executeTakeFirstOrThrow()
    const story = tellStory(LegId.parse(agentLeg.id), startedAt)
    for (const index of order) {
      const event = story[index]
      if (event) await applyLineEvent(context, 'plain', event)
      await context.sequencer.idle()
    }
    const call = await database.db
      .selectFrom('call')
      .innerJoin('interaction', 'interaction.id', 'call.interaction_id')
      .select(['call.state', 'call.ended_by', 'call.agent_id', 'interaction.result'])
      .executeTakeFirstOrThrow()
    const legs = await database.db.selectFrom('leg').select(['role', 'state']).orderBy('role').execute()
    return { ...call, legs, agent: await ann.state(), errors: context.logged.filter((l) => l.level === 'error') }
  }

  it('end in one and the same state', async () => {
    const expected = await play([0, 1, 2, 3, 4, 5, 6])
    expect(expected).toMatchObject({
      state: 'ended',
      ended_by: 'customer',
      result: 'handled',
      agent: 'wrap_up',
      legs: [
        { role: 'agent', state: 'ended' },
        { role: 'customer', state: 'ended' },
      ],
      errors: [],
    })
    const indexes = [0, 1, 2, 3, 4, 5, 6]
    const orders = fc
      .array(fc.constantFrom(...indexes), { maxLength: 5 })
      .chain((extra) => fc.shuffledSubarray([...indexes, ...extra], { minLength: 7 + extra.length }))
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        expect(await play(order)).toEqual(expected)
      }),
      { numRuns: 150 },
    )
  }, 120_000)
})
