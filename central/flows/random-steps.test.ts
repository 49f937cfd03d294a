import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { migrate } from '#central/db/migrate.ts'
import { openDatabase } from '#central/db/open-database.ts'
import type { LiveCommand } from '#shared/protocol/command/live.ts'
import { CallId, OfferId, WrapUpId } from '#shared/protocol/ids.ts'
import { SUPPORT_NUMBER, seatAgent, seedFloor, signInAgent, type TestAgent } from '#test/support/call-floor.ts'
import { openSimulatedFloor, type SimulatedFloor } from '#test/support/simulated-floor.ts'

type Step =
  | { do: 'call'; patienceMs: number }
  | { do: 'wait'; ms: number }
  | { do: 'caller-gone'; pick: number }
  | { do: 'agent-drops'; pick: number }
  | { do: 'command'; agent: number; pick: number; command: CommandKind }
  | { do: 'come-back'; agent: number }

const commandKinds = [
  ...['available', 'break', 'offline', 'take-back', 'answer', 'decline'],
  ...['hold', 'resume', 'mute', 'hang-up', 'extend', 'park', 'pick-up'],
] as const
type CommandKind =
  | 'available'
  | 'break'
  | 'offline'
  | 'take-back'
  | 'answer'
  | 'decline'
  | 'hold'
  | 'resume'
  | 'mute'
  | 'hang-up'
  | 'extend'
  | 'park'
  | 'pick-up'

const pick = fc.nat(1000)
const agent = fc.nat(2)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('call' as const), patienceMs: fc.integer({ min: 500, max: 90_000 }) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 50, max: 25_000 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('caller-gone' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('agent-drops' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('come-back' as const), agent }) },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constant('command' as const),
      agent,
      pick,
      command: fc.constantFrom(...(commandKinds as readonly CommandKind[])),
    }),
  },
)

/** A floor of three, of whom the last one's desk is never heard of again unless a step brings it back. */
async function openFloor(faults: { late: number; doubled: number; swallowed: number }, seed: number) {
  const database = await openDatabase({ url: 'sqlite::memory:' })
  await migrate(database.db)
  await seedFloor(database.db, {
    agents: ['ann', 'ben', 'cem'],
    queue: { wrap_up_ms: 15_000, disposition_required: 0 },
  })
  const floor = await openSimulatedFloor(database.db, {
    seed,
    renewLeases: false,
    faults: { ...faults, lateByMs: 4_000 },
  })
  const agents = [
    await seatAgent(floor.context, 'ann'),
    await seatAgent(floor.context, 'ben'),
    await signInAgent(floor.context, 'cem'),
  ]
  return { database, floor, agents }
}

async function play(world: Awaited<ReturnType<typeof openFloor>>, steps: readonly Step[]): Promise<void> {
  const { floor, agents, database } = world
  const ended = new Map<string, number>()
  const beat = async () => {
    for (const working of agents.slice(0, 2)) await working.renew()
  }
  for (const next of steps) {
    await take(floor, agents, next)
    await beat()
    await floor.settle()
    await checkFloor(database.db, ended)
  }
  // everybody goes home, everything heals: nothing is left open
  for (let round = 0; round < 8; round += 1) {
    for (const leg of await floor.simulator.snapshot()) floor.simulator.callerHangsUp(leg.callId)
    await floor.pass(5_000)
    await floor.sweep()
  }
  await checkFloor(database.db, ended)
  expect(await database.db.selectFrom('call').select('id').where('state', '!=', 'ended').execute()).toEqual([])
  expect(await database.db.selectFrom('leg').select('id').where('state', '!=', 'ended').execute()).toEqual([])
  expect(await database.db.selectFrom('interaction').select('id').where('result', '=', 'open').execute()).toEqual([])
}

async function take(floor: SimulatedFloor, agents: readonly TestAgent[], next: Step): Promise<void> {
  const legs = await floor.simulator.snapshot()
  switch (next.do) {
    case 'call':
      floor.simulator.placeCall({ from: null, to: SUPPORT_NUMBER, patienceMs: next.patienceMs, talkMs: 20_000 })
      return
    case 'wait':
      return floor.pass(next.ms)
    case 'caller-gone':
      if (legs.length > 0) floor.simulator.callerHangsUp(legs[next.pick % legs.length]?.callId ?? '')
      return
    case 'agent-drops':
      if (legs.length > 0) floor.simulator.agentDrops(legs[next.pick % legs.length]?.callId ?? '')
      return
    case 'come-back': {
      const back = agents[next.agent]
      if (back) await back.renew()
      return
    }
    case 'command': {
      const who = agents[next.agent]
      // two commands at once now and then: what a double click or two windows do
      const times = next.pick % 7 === 0 ? 2 : 1
      const command = who && (await choose(floor, who, next.command))
      if (command) await Promise.all(Array.from({ length: times }, () => who.do(command)))
      return
    }
    default:
      next satisfies never
  }
}

/** Aims a command at what the agent last heard of, which may be over by now. */
async function choose(floor: SimulatedFloor, who: TestAgent, kind: CommandKind): Promise<LiveCommand | null> {
  const { db } = floor.context
  const offer = await db
    .selectFrom('offer')
    .select(['id', 'call_id'])
    .where('user_id', '=', who.userId)
    .orderBy('offered_at', 'desc')
    .executeTakeFirst()
  const wrapUp = await db
    .selectFrom('wrap_up')
    .select('id')
    .where('user_id', '=', who.userId)
    .orderBy('started_at', 'desc')
    .executeTakeFirst()
  const callId = offer && CallId.parse(offer.call_id)
  switch (kind) {
    case 'available':
    case 'offline':
      return { type: 'agent.set-state', state: { kind } }
    case 'break':
      return { type: 'agent.set-state', state: { kind: 'not_ready', reason: 'break' } }
    case 'take-back':
      return { type: 'agent.set-state', state: null }
    case 'answer':
      return offer ? { type: 'call.answer', offerId: OfferId.parse(offer.id) } : null
    case 'decline':
      return offer ? { type: 'call.decline', offerId: OfferId.parse(offer.id), reason: 'busy' } : null
    case 'pick-up': {
      const parked = await db.selectFrom('call').select('id').where('parked_by', 'is not', null).executeTakeFirst()
      return parked ? { type: 'call.pick-up', callId: CallId.parse(parked.id) } : null
    }
    case 'extend':
      return wrapUp ? { type: 'wrap-up.extend', wrapUpId: WrapUpId.parse(wrapUp.id) } : null
    default:
      return callId ? { type: `call.${kind}`, callId } : null
  }
}

async function checkFloor(db: SimulatedFloor['context']['db'], ended: Map<string, number>): Promise<void> {
  const calls = await db.selectFrom('call').selectAll().execute()
  const agents = await db.selectFrom('agent').selectAll().execute()
  const offers = await db.selectFrom('offer').selectAll().where('ended_at', 'is', null).execute()
  const timers = await db.selectFrom('timer').select(['kind', 'subject_id']).execute()
  for (const call of calls) {
    if (ended.has(call.id)) expect(call).toMatchObject({ state: 'ended', ended_at: ended.get(call.id) })
    if (call.ended_at !== null) ended.set(call.id, call.ended_at)
    expect(call.ended_at !== null).toBe(call.state === 'ended')
    expect(call.held_ms).toBeGreaterThanOrEqual(0)
    if (call.state === 'queued') expect([call.agent_id, call.parked_by]).toEqual([null, null])
    if (call.state === 'parked') {
      expect([call.agent_id, call.parked_by === null]).toEqual([null, false])
      expect(timers).toContainEqual({ kind: 'park-return', subject_id: call.id })
    }
    if (call.parked_by !== null) expect(['connected', 'parked', 'connecting']).toContain(call.state)
    if (call.state === 'offered') expect(offers.filter((offer) => offer.call_id === call.id)).toHaveLength(1)
  }
  expect(new Set(calls.map((call) => call.interaction_id)).size).toBe(calls.length)
  for (const offer of offers) {
    expect(calls.find((call) => call.id === offer.call_id)).toMatchObject({ state: 'offered', agent_id: offer.user_id })
    expect(agents.find((row) => row.user_id === offer.user_id)).toMatchObject({
      state: 'offered',
      subject_id: offer.id,
    })
  }
  for (const row of agents) {
    const own = calls.filter(
      (call) => call.agent_id === row.user_id && ['connecting', 'connected'].includes(call.state),
    )
    expect(own.length).toBeLessThanOrEqual(1)
    if (row.state === 'on_call') expect(own.map((call) => call.id)).toEqual([row.subject_id])
    else if (own.length > 0) expect(row.state).toBe('unreachable')
  }
}

describe('whatever callers, agents and the line do', () => {
  it('on a sound line: every call has one interaction, every agent at most one call, what ended stays ended', async () => {
    await run({ late: 0, doubled: 0, swallowed: 0 }, 25)
  }, 300_000)

  it('on a line that delays, doubles and swallows reports: the same', async () => {
    await run({ late: 0.2, doubled: 0.2, swallowed: 0.1 }, 25)
  }, 300_000)
})

function run(faults: { late: number; doubled: number; swallowed: number }, numRuns: number): Promise<void> {
  const size = process.env.RINGDESK_TEST_SIZE === 'full' ? 25 : 1
  return fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), fc.nat(100_000), async (steps, seed) => {
      const world = await openFloor(faults, seed)
      try {
        await play(world, steps)
      } finally {
        await world.database.close()
      }
    }),
    { numRuns: numRuns * size, interruptAfterTimeLimit: 200_000, markInterruptAsFailure: false },
  )
}
