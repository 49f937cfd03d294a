import { expect, it } from 'vitest'
import type { OpenDatabase } from '#central/db/open-database.ts'
import type { LineAnswer, LineCommand, LineLeg, TelephonyAdapter } from '#central/telephony/adapter.ts'
import { CallId, LegId } from '#shared/protocol/ids.ts'
import { createTestContext, SUPPORT_NUMBER, seatAgent, seedFloor, type TestAgent } from '#test/support/call-floor.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { readCall } from '#test/support/read-call.ts'
import { openSimulatedFloor, type SimulatedFloor } from '#test/support/simulated-floor.ts'
import { applyLineEvent } from './apply-line-event.ts'
import { executeLive } from './execute-live.ts'
import { resumeJournal, startFlows } from './start-flows.ts'
import { LOOKS_BEFORE_HANG_UP, sweepCalls } from './sweep-calls.ts'

describeOnDatabases('central and the line', (open) => {
  let database: OpenDatabase
  let floor: SimulatedFloor
  let ann: TestAgent

  async function start(line: Parameters<typeof openSimulatedFloor>[1] = {}) {
    database = await open()
    await seedFloor(database.db, { agents: ['ann'] })
    floor = await openSimulatedFloor(database.db, line)
    ann = await seatAgent(floor.context, 'ann')
  }
  async function talk(): Promise<CallId> {
    const callId = floor.simulator.placeCall({ from: '+14155551234', to: SUPPORT_NUMBER, talkMs: 3_600_000 })
    await floor.settle()
    await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
    await floor.pass(1_000)
    return callId
  }
  const sweep = (missed: Map<string, number>) => sweepCalls(floor.context, floor.simulator, missed)

  it('close a call that the line no longer knows after two looks, not after one', async () => {
    await start()
    const callId = await talk()
    await floor.simulator.stop()
    floor.simulator.callerHangsUp(callId)
    await floor.simulator.start((event) => applyLineEvent(floor.context, floor.simulator.name, event))
    const missed = new Map<string, number>()
    await floor.clock.advance(10_000)
    await sweep(missed)
    expect(await readCall(database.db, callId)).toMatchObject({ state: 'connected' })
    await floor.clock.advance(10_000)
    expect(await sweep(missed)).toMatchObject({ reconciled: [callId] })
    await floor.settle()
    expect(await readCall(database.db, callId)).toMatchObject({
      state: 'ended',
      ended_by: 'reconciled',
      cause: 'vendor_lost',
    })
    expect(await ann.state()).toBe('wrap_up')
    expect(await floor.simulator.snapshot()).toEqual([])
  })

  it('meet again when reports were lost on the way', async () => {
    await start()
    const callId = floor.simulator.placeCall({ from: '+14155551234', to: SUPPORT_NUMBER, talkMs: 3_600_000 })
    await floor.settle()
    await floor.simulator.stop()
    await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
    await floor.pass(2_000)
    expect(await readCall(database.db, callId)).toMatchObject({ state: 'connecting' })
    await floor.simulator.start((event) => applyLineEvent(floor.context, floor.simulator.name, event))
    await sweep(new Map())
    await floor.pass(500)
    expect(await readCall(database.db, callId)).toMatchObject({ state: 'connected' })
  })

  it('believe a report before a look that began earlier', async () => {
    await start()
    const callId = await talk()
    const muted = async () => {
      const leg = await database.db.selectFrom('leg').select('muted').where('role', '=', 'agent').executeTakeFirst()
      return leg?.muted
    }
    const slow: TelephonyAdapter = {
      ...floor.simulator,
      async snapshot() {
        const seen = await floor.simulator.snapshot()
        await floor.pass(1_000)
        await ann.do({ type: 'call.mute', callId })
        await floor.pass(1_000)
        expect(await muted()).toBe(1)
        return seen
      },
    }
    await sweepCalls(floor.context, slow, new Map())
    await floor.settle()
    expect(await muted()).toBe(1)
  })

  it("give a customer whose agent's line vanished back to the queue", async () => {
    await start()
    const callId = await talk()
    await floor.simulator.stop()
    floor.simulator.agentDrops(callId)
    await floor.simulator.start((event) => applyLineEvent(floor.context, floor.simulator.name, event))
    const missed = new Map<string, number>()
    await sweep(missed)
    await floor.clock.advance(10_000)
    await sweep(missed)
    await floor.settle()
    expect(await readCall(database.db, callId)).toMatchObject({ state: 'queued', queue_position_at: 0 })
  })

  it('report legs that no call of ours explains, once, and hang them up after a while', async () => {
    await start()
    const strange: LineLeg = {
      ...{ callId: CallId.parse('c-x'), legId: LegId.parse('l-x'), vendorId: 'v' },
      ...{ role: 'customer', state: 'up', place: 'parked', muted: false },
    }
    const sent: LineCommand[] = []
    const line: TelephonyAdapter = {
      ...floor.simulator,
      snapshot: async () => [strange],
      async do(command) {
        sent.push(command)
        return { ok: false, code: 'vendor' }
      },
    }
    const suspects = new Map<string, number>()
    const nothing = { reconciled: [], unknownLegs: [], takenIn: [], hungUp: [] }
    expect(await sweepCalls(floor.context, line, suspects)).toEqual(nothing)
    expect(await sweepCalls(floor.context, line, suspects)).toEqual({ ...nothing, unknownLegs: ['l-x'] })
    const warned = () => floor.context.logged.filter(({ level }) => level === 'warn').length
    expect(warned()).toBe(1)
    for (let look = 3; look < LOOKS_BEFORE_HANG_UP; look += 1) {
      expect(await sweepCalls(floor.context, line, suspects)).toEqual(nothing)
    }
    expect([warned(), sent]).toEqual([1, []])
    const hungUp = { ...nothing, hungUp: ['l-x'] }
    expect(await sweepCalls(floor.context, line, suspects)).toEqual(hungUp)
    expect(await sweepCalls(floor.context, line, suspects)).toEqual(hungUp)
    expect(sent).toMatchObject([
      { op: 'hang-up', callId: 'c-x', legId: 'l-x' },
      { op: 'hang-up', callId: 'c-x', legId: 'l-x' },
    ])
    // what was done, and that the line did not do it, each time
    expect(warned()).toBe(5)
  })

  it('take in a caller whose arrival was never told, as they came, and once', async () => {
    await start()
    await floor.simulator.stop()
    const callId = floor.simulator.placeCall({ from: '+14155551234', to: SUPPORT_NUMBER, patienceMs: 3_600_000 })
    await floor.pass(20_000)
    await floor.simulator.start((event) => applyLineEvent(floor.context, floor.simulator.name, event))
    const suspects = new Map<string, number>()
    expect(await sweep(suspects)).toMatchObject({ takenIn: [] })
    expect(await sweep(suspects)).toMatchObject({ takenIn: [callId], hungUp: [] })
    await floor.settle()
    expect(await readCall(database.db, callId)).toMatchObject({ state: 'offered', caller_number: '+14155551234' })
    await ann.renew()
    await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
    await floor.pass(1_000)
    expect(await readCall(database.db, callId)).toMatchObject({ state: 'connected', agent_id: 'ann' })
    expect(await sweep(suspects)).toEqual({ reconciled: [], unknownLegs: [], takenIn: [], hungUp: [] })
    expect(await database.db.selectFrom('call').select('id').execute()).toHaveLength(1)
  })

  it('let a customer go whose call is over for us, after a while', async () => {
    await start()
    const callId = await talk()
    await floor.simulator.stop()
    await database.db.updateTable('call').set({ state: 'ended', ended_at: floor.clock.now() }).execute()
    const suspects = new Map<string, number>()
    for (let look = 1; look < LOOKS_BEFORE_HANG_UP; look += 1) {
      await floor.clock.advance(10_000)
      expect((await sweep(suspects)).hungUp).toEqual([])
    }
    const customerOn = async () => (await floor.simulator.snapshot()).some(({ role }) => role === 'customer')
    await floor.settle()
    expect(await customerOn()).toBe(true)
    await floor.clock.advance(10_000)
    expect((await sweep(suspects)).hungUp).toHaveLength(1)
    await floor.settle()
    expect(await customerOn()).toBe(false)
    expect(callId).toBeTruthy()
  })

  it('go on with an interrupted sequence after a crash, with the same command ids', async () => {
    await start()
    const callId = await talk()
    // central dies after the hold is journalled and before the line hears of it: the line hangs for ever
    const deaf: TelephonyAdapter = { ...floor.simulator, do: () => new Promise<LineAnswer>(() => {}) }
    const dying = createTestContext(database.db, floor.clock, [deaf], { seed: 7 })
    const { holdCall } = await import('./steer-call.ts')
    void holdCall(dying, { userId: ann.userId, callId })
    await floor.clock.advance(1_000)
    await new Promise((resolve) => setTimeout(resolve, 200))

    const sent: LineCommand[] = []
    const listening: TelephonyAdapter = {
      ...floor.simulator,
      do: (command) => {
        sent.push(command)
        return floor.simulator.do(command)
      },
    }
    const reborn = createTestContext(database.db, floor.clock, [listening], { seed: 8 })
    await resumeJournal(reborn)
    await reborn.sequencer.idle()
    await floor.settle()
    expect(sent).toMatchObject([{ op: 'park', callId, commandId: expect.stringMatching(/-0$/) }])
    expect((await readCall(database.db, callId)).held_since).not.toBeNull()
    const journal = await database.db.selectFrom('journal').select('state').where('state', '=', 'running').execute()
    expect(journal).toEqual([])
    await resumeJournal(reborn)
    await reborn.sequencer.idle()
    expect(sent).toHaveLength(1)
  })

  it('stay together over a restart of central in the middle of a call', async () => {
    await start()
    const callId = await talk()
    await floor.simulator.stop()
    const reborn = createTestContext(database.db, floor.clock, [floor.simulator], { seed: 9 })
    const running = await startFlows(reborn)
    await floor.clock.advance(1_000)
    await reborn.sequencer.idle()
    expect(await readCall(database.db, callId)).toMatchObject({ state: 'connected', agent_id: 'ann' })
    expect(await ann.state()).toBe('on_call')
    floor.simulator.callerHangsUp(callId)
    await floor.simulator.idle()
    expect(await readCall(database.db, callId)).toMatchObject({ state: 'ended', ended_by: 'customer' })
    await running.stop()
    expect(reborn.logged.filter((line) => line.level === 'error')).toEqual([])
  })

  it('go on with a sequence that failed under them, without a restart', async () => {
    await start()
    const callId = await talk()
    const running = await startFlows(floor.context)
    const away = { ...floor.context, runSequence: () => Promise.reject(new Error('the database was away')) }
    const hold = { userId: ann.userId, fence: ann.fence, command: { type: 'call.hold', callId } as const }
    await expect(executeLive(away, hold)).rejects.toThrow('away')
    const place = async () => (await floor.simulator.snapshot()).find((leg) => leg.role === 'customer')?.place
    await floor.clock.advance(20_000)
    expect(await place()).toBe('bridge')
    // step by step: on PostgreSQL a round of the sweeper takes real time
    for (let step = 0; step < 45; step += 1) {
      await floor.clock.advance(1_000)
      await database.db.selectFrom('journal').select('id').execute()
    }
    await running.stop()
    await floor.settle()
    expect(await place()).toBe('parked')
    expect(await database.db.selectFrom('journal').select('id').where('state', '=', 'running').execute()).toEqual([])
  })
})
