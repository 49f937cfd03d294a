import { expect, it } from 'vitest'
import { CallId, LegId, UserId } from '#shared/protocol/ids.ts'
import { createTestContext, SUPPORT_NUMBER, seatAgent, seedFloor, signInAgent } from '#test/support/call-floor.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { createPlainLine } from '#test/support/plain-line.ts'
import { openSimulatedFloor } from '#test/support/simulated-floor.ts'
import { applyLineEvent } from './apply-line-event.ts'
import { expireLeases } from './desk-lease.ts'
import { offerNextCall } from './offer-next-call.ts'
import { runTimers } from './run-timers.ts'

describeOnDatabases('at the same moment', (open) => {
  async function start(agents: readonly string[]) {
    const database = await open()
    await seedFloor(database.db, { agents, queue: { wrap_up_ms: 0 } })
    const floor = await openSimulatedFloor(database.db)
    const plain = createTestContext(database.db, floor.clock, [createPlainLine()], { seed: 5 })
    const arrive = (n: number) =>
      applyLineEvent(plain, 'plain', {
        type: 'arrived',
        at: floor.clock.now(),
        key: `arrived-${n}`,
        callId: CallId.parse(`call-${n}`),
        legId: LegId.parse(`leg-${n}`),
        vendorId: `vendor-${n}`,
        from: { kind: 'number', address: `+1415555${1000 + n}` },
        to: SUPPORT_NUMBER,
        headers: {},
      })
    return { ...floor, plain, db: database.db, arrive }
  }

  it('ten calls and three agents: three ring, each at one agent, seven wait', async () => {
    const floor = await start(['ann', 'ben', 'cem'])
    for (const id of ['ann', 'ben', 'cem']) await seatAgent(floor.context, id)
    await Promise.all(Array.from({ length: 10 }, (_, n) => floor.arrive(n)))
    await floor.plain.sequencer.idle()
    const calls = await floor.db.selectFrom('call').select(['state', 'agent_id']).execute()
    const offered = calls.filter((call) => call.state === 'offered')
    expect(new Set(offered.map((call) => call.agent_id))).toEqual(new Set(['ann', 'ben', 'cem']))
    expect(calls.filter((call) => call.state === 'queued' && call.agent_id === null)).toHaveLength(7)
  })

  it('the same arrival twenty times is one call', async () => {
    const floor = await start(['ann'])
    await seatAgent(floor.context, 'ann')
    await Promise.all(Array.from({ length: 20 }, () => floor.arrive(1)))
    expect(await floor.db.selectFrom('call').select('id').execute()).toHaveLength(1)
    expect(await floor.db.selectFrom('interaction').select('id').execute()).toHaveLength(1)
    expect(await floor.db.selectFrom('offer').select('id').execute()).toHaveLength(1)
  })

  it('an offer is answered, declined, expired and its caller gone: one of them happened', async () => {
    const floor = await start(['ann'])
    const ann = await seatAgent(floor.context, 'ann')
    for (let round = 0; round < 10; round += 1) {
      const callId = floor.simulator.placeCall({ from: null, to: SUPPORT_NUMBER })
      await floor.settle()
      const { offerId } = (await ann.latest('call.offered')).offer
      await floor.clock.advance(19_999)
      await floor.db
        .updateTable('agent')
        .set({ lease_expires_at: floor.clock.now() + 60_000 })
        .execute()
      await floor.db
        .updateTable('timer')
        .set({ due_at: floor.clock.now() })
        .where('kind', '=', 'offer-expiry')
        .execute()
      await Promise.all([
        ann.do({ type: 'call.answer', offerId }),
        ann.do({ type: 'call.decline', offerId, reason: 'busy' }),
        runTimers(floor.context),
        Promise.resolve(floor.simulator.callerHangsUp(callId)),
      ])
      await floor.settle()
      await floor.pass(1_000)
      const offer = await floor.db.selectFrom('offer').selectAll().where('id', '=', offerId).executeTakeFirstOrThrow()
      expect(offer.ended_at).not.toBeNull()
      const ends = (await ann.events()).filter((event) => event.type === 'offer.ended' && event.offerId === offerId)
      expect(ends).toHaveLength(1)
      expect(await floor.simulator.snapshot()).toEqual([])
      await ann.do({ type: 'agent.set-state', state: { kind: 'available' } })
    }
    const open = await floor.db.selectFrom('call').select('id').where('state', '!=', 'ended').execute()
    expect(open).toEqual([])
  })

  it('many agents become available and many calls wait: nobody gets two, no call rings twice', async () => {
    const ids = Array.from({ length: 8 }, (_, n) => `agent-${n}`)
    const floor = await start(ids)
    const agents = await Promise.all(ids.map((id) => signInAgent(floor.context, id)))
    await Promise.all(Array.from({ length: 12 }, (_, n) => floor.arrive(n)))
    await Promise.all([
      ...agents.map((agent) => agent.do({ type: 'agent.set-state', state: { kind: 'available' } })),
      offerNextCall(floor.context),
      offerNextCall(floor.context),
      expireLeases(floor.context),
    ])
    await floor.context.sequencer.idle()
    await offerNextCall(floor.context)
    const offers = await floor.db
      .selectFrom('offer')
      .select(['call_id', 'user_id'])
      .where('ended_at', 'is', null)
      .execute()
    expect(offers).toHaveLength(8)
    expect(new Set(offers.map((offer) => offer.user_id)).size).toBe(8)
    expect(new Set(offers.map((offer) => offer.call_id)).size).toBe(8)
  })

  it("an agent's events are numbered without a gap", async () => {
    const floor = await start(['ann', 'ben'])
    const ann = await seatAgent(floor.context, 'ann')
    const flip = (n: number) =>
      ann.do({
        type: 'agent.set-state',
        state: n % 2 === 0 ? { kind: 'available' } : { kind: 'not_ready', reason: 'break' },
      })
    await Promise.all(Array.from({ length: 20 }, (_, n) => flip(n)))
    const rows = await floor.db
      .selectFrom('event_log')
      .select('seq')
      .where('user_id', '=', UserId.parse('ann'))
      .orderBy('seq')
      .execute()
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1))
  })
})
