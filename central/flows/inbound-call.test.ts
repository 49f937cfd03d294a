import { expect, it } from 'vitest'
import { SUPPORT_QUEUE, seatAgent } from '#test/support/call-floor.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { caller, prepareFloor } from '#test/support/inbound-floor.ts'
import { readCall, readInteraction } from '#test/support/read-call.ts'

describeOnDatabases('an inbound call', (open) => {
  const start = prepareFloor(open)

  it('rings at the longest idle agent, is answered, talked and wrapped up', async () => {
    const { db, floor } = await start({ agents: ['ann', 'ben'] })
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
    expect(await readCall(db, callId)).toMatchObject({ state: 'connecting', agent_id: 'ann' })
    await floor.pass(1_000)
    expect(await readCall(db, callId)).toMatchObject({ state: 'connected', agent_id: 'ann' })
    expect(await ann.state()).toBe('on_call')

    await floor.pass(60_000)
    const ended = await readCall(db, callId)
    expect(ended).toMatchObject({ state: 'ended', ended_by: 'customer', cause: 'normal' })
    expect(await ann.state()).toBe('wrap_up')
    const { wrapUp } = await ann.latest('wrap-up.started')
    expect(wrapUp).toMatchObject({ callId, talkMs: 60_000, extensionsLeft: 2, dispositionRequired: true })
    expect(await readInteraction(db, ended.interaction_id)).toMatchObject({
      result: 'handled',
      agent_id: 'ann',
      duration_ms: 60_000,
    })
  })

  it('never ends before it was answered, though another node answered it by a clock that ran ahead', async () => {
    const { db, floor } = await start({ agents: ['ann'] })
    const ann = await seatAgent(floor.context, 'ann')
    const callId = floor.simulator.placeCall({ ...caller, talkMs: 5_000 })
    await floor.settle()
    const { offer } = await ann.latest('call.offered')
    await ann.do({ type: 'call.answer', offerId: offer.offerId })
    await floor.pass(1_000)
    const answeredAt = floor.clock.now() + 90_000
    await db.updateTable('call').set({ answered_at: answeredAt }).where('id', '=', callId).execute()
    await floor.pass(6_000)
    const ended = await readCall(db, callId)
    expect(ended).toMatchObject({ state: 'ended', answered_at: answeredAt, ended_at: answeredAt })
    expect(await readInteraction(db, ended.interaction_id)).toMatchObject({ duration_ms: 0 })
  })

  it('counts no hold of a conversation that broke off against the next agent’s', async () => {
    const { db, floor } = await start({ agents: ['ann'] })
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
    expect((await readCall(db, callId)).held_ms).toBeGreaterThanOrEqual(9_000)
    floor.simulator.agentDrops(callId)
    await floor.pass(1_000)
    expect(await readCall(db, callId)).toMatchObject({ state: 'queued', answered_at: null, held_ms: 0 })
  })

  it('tells the desk the story in an order that its reducer can follow', async () => {
    const { floor } = await start({ agents: ['ann'] })
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

  it('is taken once however often it is reported', async () => {
    const { db, floor } = await start({ agents: ['ann'] }, { faults: { doubled: 1, lateByMs: 3_000 } })
    const ann = await seatAgent(floor.context, 'ann')
    floor.simulator.placeCall(caller)
    await floor.pass(5_000)
    const count = async (table: 'call' | 'interaction' | 'offer') =>
      (await db.selectFrom(table).select('id').execute()).length
    expect(await Promise.all([count('call'), count('interaction'), count('offer')])).toEqual([1, 1, 1])
    expect((await ann.events()).filter((event) => event.type === 'call.offered')).toHaveLength(1)
  })

  it('is abandoned when the caller hangs up while it rings, short within 5 seconds', async () => {
    const { db, floor } = await start({ agents: ['ann'] })
    const ann = await seatAgent(floor.context, 'ann')
    const quick = floor.simulator.placeCall(caller)
    await floor.pass(2_000)
    floor.simulator.callerHangsUp(quick)
    await floor.settle()
    expect(await readInteraction(db, (await readCall(db, quick)).interaction_id)).toMatchObject({
      result: 'short_abandoned',
    })
    expect(await ann.latest('offer.ended')).toMatchObject({ reason: 'caller_gone' })
    expect(await ann.state()).toBe('available')
    const slow = floor.simulator.placeCall(caller)
    await floor.pass(6_000)
    floor.simulator.callerHangsUp(slow)
    await floor.settle()
    const call = await readCall(db, slow)
    expect(call).toMatchObject({ state: 'ended', ended_by: 'customer' })
    expect(await readInteraction(db, call.interaction_id)).toMatchObject({
      result: 'abandoned',
      ended_at: call.ended_at,
    })
  })
})
