import { afterEach, expect, it } from 'vitest'
import type { OpenDatabase } from '#central/db/open-database.ts'
import { CallId } from '#shared/protocol/ids.ts'
import { SUPPORT_NUMBER, seatAgent, seedFloor, type TestAgent } from '#test/support/call-floor.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { readCall } from '#test/support/read-call.ts'
import { openSimulatedFloor, type SimulatedFloor } from '#test/support/simulated-floor.ts'

describeOnDatabases('steering a call', (open) => {
  let database: OpenDatabase
  let floor: SimulatedFloor
  let ann: TestAgent
  let callId: CallId

  async function talk(script: { talkMs?: number; hangUp?: 'caller' | 'agent' } = {}) {
    database = await open()
    await seedFloor(database.db, { agents: ['ann', 'ben'] })
    floor = await openSimulatedFloor(database.db)
    ann = await seatAgent(floor.context, 'ann')
    callId = floor.simulator.placeCall({ from: '+14155551234', to: SUPPORT_NUMBER, ...script })
    await floor.settle()
    await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
    await floor.pass(1_000)
  }
  const customerLeg = async () => (await floor.simulator.snapshot()).find((leg) => leg.role === 'customer')
  const agentLeg = async () => (await floor.simulator.snapshot()).find((leg) => leg.role === 'agent')

  it('holds with music and takes the customer back, counting the time', async () => {
    await talk()
    expect(await ann.do({ type: 'call.hold', callId })).toEqual({ ok: true })
    await floor.settle()
    expect(await customerLeg()).toMatchObject({ place: 'parked' })
    expect(await ann.latest('leg.changed')).toMatchObject({ heldSince: floor.clock.now(), leg: { place: 'parked' } })
    expect(await ann.do({ type: 'call.hold', callId })).toEqual({ ok: true })
    await floor.pass(10_000)
    expect(await ann.do({ type: 'call.resume', callId })).toEqual({ ok: true })
    await floor.settle()
    expect(await readCall(database.db, callId)).toMatchObject({ held_since: null, held_ms: 10_000 })
    expect(await ann.do({ type: 'call.resume', callId })).toEqual({ ok: true })
  })

  it('holds and resumes in the order commanded, however quickly', async () => {
    await talk()
    await Promise.all([
      ann.do({ type: 'call.hold', callId }),
      ann.do({ type: 'call.resume', callId }),
      ann.do({ type: 'call.hold', callId }),
    ])
    await floor.settle()
    expect(await customerLeg()).toMatchObject({ place: 'parked' })
    expect((await readCall(database.db, callId)).held_since).toBe(floor.clock.now())
  })

  it('mutes and unmutes the agent', async () => {
    await talk()
    await ann.do({ type: 'call.mute', callId })
    await floor.settle()
    expect(await agentLeg()).toMatchObject({ muted: true })
    expect(await ann.latest('leg.changed')).toMatchObject({ leg: { role: 'agent', muted: true } })
    await ann.do({ type: 'call.unmute', callId })
    await floor.settle()
    expect(await agentLeg()).toMatchObject({ muted: false })
  })

  it('ends by the agent on command, for both sides', async () => {
    await talk({ hangUp: 'agent' })
    const hangUp = () => ann.do({ type: 'call.hang-up', callId })
    expect(await Promise.all([hangUp(), hangUp()])).toEqual([{ ok: true }, { ok: true }])
    await floor.settle()
    expect(await readCall(database.db, callId)).toMatchObject({ state: 'ended', ended_by: 'agent' })
    expect(await hangUp()).toEqual({ ok: true })
    expect(await floor.simulator.snapshot()).toEqual([])
    expect(await ann.state()).toBe('wrap_up')
  })

  it('refuses to hold, mute or end a call that has ended, as data', async () => {
    await talk()
    floor.simulator.callerHangsUp(callId)
    await floor.settle()
    for (const type of ['call.hold', 'call.resume', 'call.mute', 'call.hang-up'] as const) {
      expect(await ann.do({ type, callId })).toEqual({ ok: false, refusal: { code: 'call_ended' } })
    }
  })

  it('says call_ended when the customer left in the very moment of the hold', async () => {
    await talk()
    floor.simulator.callerHangsUp(callId)
    expect(await ann.do({ type: 'call.hold', callId })).toEqual({ ok: false, refusal: { code: 'call_ended' } })
    await floor.settle()
    expect(await readCall(database.db, callId)).toMatchObject({ state: 'ended', ended_by: 'customer' })
  })

  it("refuses another agent's call and a call nobody knows", async () => {
    await talk()
    const ben = await seatAgent(floor.context, 'ben')
    expect(await ben.do({ type: 'call.hold', callId })).toEqual({ ok: false, refusal: { code: 'call_not_found' } })
    const unknown = CallId.parse('nowhere')
    expect(await ann.do({ type: 'call.hold', callId: unknown })).toMatchObject({ refusal: { code: 'call_not_found' } })
  })

  it('lets one of two who answer win, and tells the other', async () => {
    database = await open()
    await seedFloor(database.db, { agents: ['ann', 'ben'] })
    floor = await openSimulatedFloor(database.db)
    ann = await seatAgent(floor.context, 'ann')
    const ben = await seatAgent(floor.context, 'ben')
    floor.simulator.placeCall({ from: null, to: SUPPORT_NUMBER })
    await floor.settle()
    const { offerId } = (await ann.latest('call.offered')).offer
    const [first, second] = await Promise.all([
      ann.do({ type: 'call.answer', offerId }),
      ben.do({ type: 'call.answer', offerId }),
    ])
    expect(first).toEqual({ ok: true })
    expect(second).toEqual({ ok: false, refusal: { code: 'offer_taken' } })
    expect(await ann.do({ type: 'call.answer', offerId })).toEqual({ ok: true })
    const legs = await database.db.selectFrom('leg').select('id').where('role', '=', 'agent').execute()
    expect(legs).toHaveLength(1)
  })

  it('ends in the same place when answer and hang-up race', async () => {
    database = await open()
    await seedFloor(database.db, { agents: ['ann'] })
    floor = await openSimulatedFloor(database.db)
    ann = await seatAgent(floor.context, 'ann')
    callId = floor.simulator.placeCall({ from: null, to: SUPPORT_NUMBER })
    await floor.settle()
    const { offerId } = (await ann.latest('call.offered')).offer
    const answered = ann.do({ type: 'call.answer', offerId })
    floor.simulator.callerHangsUp(callId)
    await answered
    await floor.pass(2_000)
    expect(await readCall(database.db, callId)).toMatchObject({ state: 'ended', ended_by: 'customer' })
    expect(await floor.simulator.snapshot()).toEqual([])
    expect(['available', 'wrap_up']).toContain(await ann.state())
  })

  afterEach(() => {
    expect(floor.failures).toEqual([])
  })
})
