import { afterEach, describe, expect, it } from 'vitest'
import type { OpenDatabase } from '#central/db/open-database.ts'
import { SUPPORT_NUMBER, SUPPORT_QUEUE, seatAgent, seedFloor, signInAgent } from '#test/support/call-floor.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { readCall, readInteraction } from '#test/support/read-call.ts'
import { openSimulatedFloor, type SimulatedFloor } from '#test/support/simulated-floor.ts'

const caller = { from: '+14155551234', to: SUPPORT_NUMBER }

describeOnDatabases('an inbound call', (open) => {
  let database: OpenDatabase
  let floor: SimulatedFloor

  async function start(options: Parameters<typeof seedFloor>[1], line: Parameters<typeof openSimulatedFloor>[1] = {}) {
    database = await open()
    await seedFloor(database.db, options)
    floor = await openSimulatedFloor(database.db, line)
  }

  /** What the line is told to say from here on, with the language it is said in. */
  function hearMessages(): string[] {
    const said: string[] = []
    const { simulator } = floor
    const carryOut = simulator.do
    simulator.do = (command) => {
      if (command.op === 'say' && command.sound.kind === 'say')
        said.push(`${command.sound.language}: ${command.sound.text}`)
      return carryOut(command)
    }
    return said
  }

  it('rings at the longest idle agent, is answered, talked and wrapped up', async () => {
    await start({ agents: ['ann', 'ben'] })
    const ann = await seatAgent(floor.context, 'ann')
    await floor.pass(1_000)
    const ben = await seatAgent(floor.context, 'ben')
    const callId = floor.simulator.placeCall({ ...caller, talkMs: 60_000 })
    await floor.settle()
    expect(await ann.state()).toBe('offered')
    expect(await ben.state()).toBe('available')

    const { offer } = await ann.latest('call.offered')
    expect(offer).toMatchObject({ callId, queueId: SUPPORT_QUEUE })
    expect(offer.expiresAt - offer.offeredAt).toBe(20_000)
    expect(await ann.do({ type: 'call.answer', offerId: offer.offerId })).toEqual({ ok: true })
    expect(await readCall(database.db, callId)).toMatchObject({ state: 'connecting', agent_id: 'ann' })
    await floor.pass(1_000)
    expect(await readCall(database.db, callId)).toMatchObject({ state: 'connected', agent_id: 'ann' })
    expect(await ann.state()).toBe('on_call')

    await floor.pass(60_000)
    const ended = await readCall(database.db, callId)
    expect(ended).toMatchObject({ state: 'ended', ended_by: 'customer', cause: 'normal' })
    expect(await ann.state()).toBe('wrap_up')
    const { wrapUp } = await ann.latest('wrap-up.started')
    expect(wrapUp).toMatchObject({ callId, talkMs: 60_000, extensionsLeft: 2, dispositionRequired: true })
    expect(await readInteraction(database.db, ended.interaction_id)).toMatchObject({
      result: 'handled',
      agent_id: 'ann',
      duration_ms: 60_000,
    })
  })

  it('never ends before it was answered, though another node answered it by a clock that ran ahead', async () => {
    await start({ agents: ['ann'] })
    const ann = await seatAgent(floor.context, 'ann')
    const callId = floor.simulator.placeCall({ ...caller, talkMs: 5_000 })
    await floor.settle()
    const { offer } = await ann.latest('call.offered')
    await ann.do({ type: 'call.answer', offerId: offer.offerId })
    await floor.pass(1_000)
    const answeredAt = floor.clock.now() + 90_000
    await database.db.updateTable('call').set({ answered_at: answeredAt }).where('id', '=', callId).execute()
    await floor.pass(6_000)
    const ended = await readCall(database.db, callId)
    expect(ended).toMatchObject({ state: 'ended', answered_at: answeredAt, ended_at: answeredAt })
    expect(await readInteraction(database.db, ended.interaction_id)).toMatchObject({ duration_ms: 0 })
  })

  it('counts no hold of a conversation that broke off against the next agent’s', async () => {
    await start({ agents: ['ann'] })
    const ann = await seatAgent(floor.context, 'ann')
    const callId = floor.simulator.placeCall({ ...caller, hangUp: 'agent' })
    await floor.settle()
    const { offer } = await ann.latest('call.offered')
    await ann.do({ type: 'call.answer', offerId: offer.offerId })
    await floor.pass(1_000)
    await ann.do({ type: 'call.hold', callId })
    await floor.pass(9_000)
    await ann.do({ type: 'call.resume', callId })
    await floor.pass(1_000)
    expect((await readCall(database.db, callId)).held_ms).toBeGreaterThanOrEqual(9_000)
    floor.simulator.agentDrops(callId)
    await floor.pass(1_000)
    expect(await readCall(database.db, callId)).toMatchObject({ state: 'queued', answered_at: null, held_ms: 0 })
  })

  it('tells the desk the story in an order that its reducer can follow', async () => {
    await start({ agents: ['ann'] })
    const ann = await seatAgent(floor.context, 'ann')
    floor.simulator.placeCall({ ...caller, talkMs: 5_000 })
    await floor.settle()
    const { offer } = await ann.latest('call.offered')
    await ann.do({ type: 'call.answer', offerId: offer.offerId })
    await floor.pass(6_000)
    const types = (await ann.events()).map((event) =>
      event.type === 'agent.state-changed' ? `state:${event.state.kind}` : event.type,
    )
    expect(types.filter((type) => type !== 'leg.changed')).toEqual([
      'state:not_ready',
      'state:available',
      'state:offered',
      'call.offered',
      'offer.ended',
      'call.answered',
      'state:on_call',
      'call.ended',
      'wrap-up.started',
      'state:wrap_up',
    ])
  })

  it('waits when nobody is free, and rings as soon as somebody is', async () => {
    await start({ agents: ['ann'] })
    const callId = floor.simulator.placeCall(caller)
    await floor.pass(2_000)
    expect(await readCall(database.db, callId)).toMatchObject({ state: 'queued', agent_id: null })
    const ann = await seatAgent(floor.context, 'ann')
    await floor.settle()
    expect(await ann.state()).toBe('offered')
  })

  it('keeps its place in line when an agent declines, who is then not ready', async () => {
    await start({ agents: ['ann'] })
    const ann = await seatAgent(floor.context, 'ann')
    const first = floor.simulator.placeCall(caller)
    await floor.pass(1_000)
    const second = floor.simulator.placeCall({ ...caller, from: '+14155559999' })
    await floor.settle()
    const { offer } = await ann.latest('call.offered')
    expect(await ann.do({ type: 'call.decline', offerId: offer.offerId, reason: 'busy' })).toEqual({ ok: true })
    expect(await ann.state()).toBe('not_ready(declined)')
    expect(await ann.latest('offer.ended')).toMatchObject({ reason: 'declined' })
    const declined = database.db
      .selectFrom('offer')
      .select(['outcome', 'decline_reason'])
      .where('id', '=', offer.offerId)
    expect(await declined.executeTakeFirst()).toEqual({ outcome: 'declined', decline_reason: 'busy' })
    await ann.do({ type: 'agent.set-state', state: { kind: 'available' } })
    await floor.settle()
    expect((await ann.latest('call.offered')).offer.callId).toBe(first)
    expect(await readCall(database.db, second)).toMatchObject({ state: 'queued' })
  })

  it('goes to the next agent when nobody answers within 20 seconds', async () => {
    await start({ agents: ['ann', 'ben'] })
    const ann = await seatAgent(floor.context, 'ann')
    const ben = await seatAgent(floor.context, 'ben')
    const callId = floor.simulator.placeCall(caller)
    await floor.pass(19_000)
    expect(await ann.state()).toBe('offered')
    await floor.pass(1_250)
    expect(await ann.state()).toBe('not_ready(no_answer)')
    expect(await ben.state()).toBe('offered')
    const call = await readCall(database.db, callId)
    expect(call).toMatchObject({ state: 'offered', agent_id: 'ben' })
    expect(call.queue_position_at).toBe(call.arrived_at)
  })

  it('is abandoned when the caller hangs up while it rings, short within 5 seconds', async () => {
    await start({ agents: ['ann'] })
    const ann = await seatAgent(floor.context, 'ann')
    const quick = floor.simulator.placeCall(caller)
    await floor.pass(2_000)
    floor.simulator.callerHangsUp(quick)
    await floor.settle()
    expect(await readInteraction(database.db, (await readCall(database.db, quick)).interaction_id)).toMatchObject({
      result: 'short_abandoned',
    })
    expect(await ann.latest('offer.ended')).toMatchObject({ reason: 'caller_gone' })
    expect(await ann.state()).toBe('available')
    const slow = floor.simulator.placeCall(caller)
    await floor.pass(6_000)
    floor.simulator.callerHangsUp(slow)
    await floor.settle()
    const call = await readCall(database.db, slow)
    expect(call).toMatchObject({ state: 'ended', ended_by: 'customer' })
    expect(await readInteraction(database.db, call.interaction_id)).toMatchObject({
      result: 'abandoned',
      ended_at: call.ended_at,
    })
  })

  it('is taken once however often it is reported', async () => {
    await start({ agents: ['ann'] }, { faults: { doubled: 1, lateByMs: 3_000 } })
    const ann = await seatAgent(floor.context, 'ann')
    floor.simulator.placeCall(caller)
    await floor.pass(5_000)
    const count = async (table: 'call' | 'interaction' | 'offer') =>
      (await database.db.selectFrom(table).select('id').execute()).length
    expect(await Promise.all([count('call'), count('interaction'), count('offer')])).toEqual([1, 1, 1])
    expect((await ann.events()).filter((event) => event.type === 'call.offered')).toHaveLength(1)
  })

  it('goes back first in line when the accepting agent never joins', async () => {
    await start(
      { agents: ['ann', 'ben'] },
      { phone: (address) => (address === 'ann' ? { kind: 'never' } : { kind: 'picks-up', afterMs: 50 }) },
    )
    const ann = await seatAgent(floor.context, 'ann')
    const callId = floor.simulator.placeCall(caller)
    await floor.settle()
    await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
    await floor.pass(11_000)
    expect(await ann.state()).toBe('not_ready(no_answer)')
    expect(await readCall(database.db, callId)).toMatchObject({ state: 'queued', agent_id: null, queue_position_at: 0 })
    expect((await floor.simulator.snapshot()).map((leg) => leg.role)).toEqual(['customer'])
    const ben = await seatAgent(floor.context, 'ben')
    await floor.settle()
    await ben.do({ type: 'call.answer', offerId: (await ben.latest('call.offered')).offer.offerId })
    await floor.pass(1_000)
    expect(await readCall(database.db, callId)).toMatchObject({ state: 'connected', agent_id: 'ben' })
  })

  it('hears music and goes first in line when the agent loses the line, and is never dropped', async () => {
    await start({ agents: ['ann'] })
    const ann = await seatAgent(floor.context, 'ann')
    const callId = floor.simulator.placeCall(caller)
    await floor.settle()
    await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
    await floor.pass(5_000)
    floor.simulator.agentDrops(callId)
    await floor.pass(500)
    expect(await readCall(database.db, callId)).toMatchObject({ state: 'queued', agent_id: null, queue_position_at: 0 })
    expect(await ann.state()).toBe('not_ready(no_answer)')
    expect(await floor.simulator.snapshot()).toMatchObject([{ role: 'customer', place: 'parked', state: 'up' }])
  })

  describe('with a queue that sends callers away', () => {
    const queue = { treatment: 'hang_up' as const, max_wait_ms: 30_000 }

    it('hears a message and is hung up after the longest wait', async () => {
      await start({ agents: ['ann'], queue })
      await signInAgent(floor.context, 'ann')
      const callId = floor.simulator.placeCall(caller)
      await floor.pass(29_000)
      expect(await readCall(database.db, callId)).toMatchObject({ state: 'queued', ended_by: null })
      const said = hearMessages()
      await floor.pass(6_000)
      const call = await readCall(database.db, callId)
      expect(call).toMatchObject({ state: 'ended', ended_by: 'queue' })
      expect(said).toEqual(['en: All our agents are busy. Please call again later.'])
      expect(await readInteraction(database.db, call.interaction_id)).toMatchObject({ result: 'turned_away' })
    })

    it('hears the words of its queue, in the language of the region', async () => {
      const words = { en: 'Call tomorrow.', 'zh-CN': '请明天再拨。', 'zh-TW': '請明天再撥。' }
      await start({ agents: ['ann'], queue: { ...queue, treatment_message: JSON.stringify(words) } })
      for (const [region, spoken] of [
        ['US', 'en: Call tomorrow.'],
        ['CN', 'zh-CN: 请明天再拨。'],
        ['HK', 'zh-TW: 請明天再撥。'],
      ] as const) {
        const said = hearMessages()
        Object.assign(floor.context, { region })
        floor.simulator.placeCall(caller)
        await floor.pass(5_000)
        expect(said, region).toEqual([spoken])
      }
    })

    it('is sent away when the last agent leaves, and not while one is there', async () => {
      await start({ agents: ['ann', 'ben'], queue: { ...queue, max_wait_ms: null } })
      const [ann, ben] = [await signInAgent(floor.context, 'ann'), await signInAgent(floor.context, 'ben')]
      const callId = floor.simulator.placeCall({ ...caller, patienceMs: 600_000 })
      await floor.pass(60_000)
      await ann.do({ type: 'agent.set-state', state: { kind: 'offline' } })
      await floor.sweep()
      expect(await readCall(database.db, callId)).toMatchObject({ state: 'queued', ended_by: null })
      await ben.do({ type: 'agent.set-state', state: { kind: 'offline' } })
      await floor.sweep()
      await floor.pass(5_000)
      expect(await readCall(database.db, callId)).toMatchObject({ state: 'ended', ended_by: 'queue' })
    })

    it('is sent away at once when nobody is signed in', async () => {
      await start({ agents: ['ann'], queue })
      const callId = floor.simulator.placeCall(caller)
      await floor.pass(5_000)
      expect(await readCall(database.db, callId)).toMatchObject({ state: 'ended', ended_by: 'queue' })
    })
  })

  it('waits on where nobody is signed in and past the longest wait, when its queue says so', async () => {
    await start({ agents: ['ann'], queue: { treatment: 'keep_waiting', max_wait_ms: 10_000 } })
    const callId = floor.simulator.placeCall({ ...caller, patienceMs: 600_000 })
    await floor.pass(60_000)
    await floor.sweep()
    expect(await readCall(database.db, callId)).toMatchObject({ state: 'queued', ended_by: null })
    expect(await floor.simulator.snapshot()).toMatchObject([{ role: 'customer', place: 'parked', state: 'up' }])
  })

  it('to a number of no queue is told so and counted', async () => {
    await start({ agents: ['ann'] })
    const said = hearMessages()
    const callId = floor.simulator.placeCall({ from: null, to: '+14155550199' })
    await floor.pass(6_000)
    const call = await readCall(database.db, callId)
    expect(call).toMatchObject({ state: 'ended', queue_id: null, caller_number: null, ended_by: 'queue' })
    expect(said).toEqual(['en: The number you have dialled is not in service.'])
    expect(await readInteraction(database.db, call.interaction_id)).toMatchObject({ result: 'turned_away' })
  })

  afterEach(() => {
    expect(floor.failures).toEqual([])
  })
})
