import { expect, it } from 'vitest'
import { seatAgent } from '#test/support/call-floor.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { caller, prepareFloor } from '#test/support/inbound-floor.ts'
import { readCall, readInteraction } from '#test/support/read-call.ts'

describeOnDatabases('an inbound call that waits', (open) => {
  const start = prepareFloor(open)

  it('waits when nobody is free, and rings as soon as somebody is', async () => {
    const { db, floor } = await start({ agents: ['ann'] })
    const callId = floor.simulator.placeCall(caller)
    await floor.pass(2_000)
    expect(await readCall(db, callId)).toMatchObject({ state: 'queued', agent_id: null })
    const ann = await seatAgent(floor.context, 'ann')
    await floor.settle()
    expect(await ann.state()).toBe('offered')
  })

  it('keeps its place in line when an agent declines, who is then not ready', async () => {
    const { db, floor } = await start({ agents: ['ann'] })
    const ann = await seatAgent(floor.context, 'ann')
    const first = floor.simulator.placeCall(caller)
    await floor.pass(1_000)
    const second = floor.simulator.placeCall({ ...caller, from: '+14155559999' })
    await floor.settle()
    const { offer } = await ann.latest('call.offered')
    expect(await ann.do({ type: 'call.decline', offerId: offer.offerId, reason: 'busy' })).toEqual({ ok: true })
    expect(await ann.state()).toBe('not_ready(declined)')
    expect(await ann.latest('offer.ended')).toMatchObject({ reason: 'declined' })
    const declined = db.selectFrom('offer').select(['outcome', 'decline_reason']).where('id', '=', offer.offerId)
    expect(await declined.executeTakeFirst()).toEqual({ outcome: 'declined', decline_reason: 'busy' })
    await ann.do({ type: 'agent.set-state', state: { kind: 'available' } })
    await floor.settle()
    expect((await ann.latest('call.offered')).offer.callId).toBe(first)
    expect(await readCall(db, second)).toMatchObject({ state: 'queued' })
  })

  it('goes to the next agent when nobody answers within 20 seconds', async () => {
    const { db, floor } = await start({ agents: ['ann', 'ben'] })
    const ann = await seatAgent(floor.context, 'ann')
    const ben = await seatAgent(floor.context, 'ben')
    const callId = floor.simulator.placeCall(caller)
    await floor.pass(19_000)
    expect(await ann.state()).toBe('offered')
    await floor.pass(1_250)
    expect(await ann.state()).toBe('not_ready(no_answer)')
    expect(await ben.state()).toBe('offered')
    const call = await readCall(db, callId)
    expect(call).toMatchObject({ state: 'offered', agent_id: 'ben' })
    expect(call.queue_position_at).toBe(call.arrived_at)
  })

  it('goes back first in line when the accepting agent never joins', async () => {
    const { db, floor } = await start(
      { agents: ['ann', 'ben'] },
      { phone: (address) => (address === 'ann' ? { kind: 'never' } : { kind: 'picks-up', afterMs: 50 }) },
    )
    const ann = await seatAgent(floor.context, 'ann')
    const callId = floor.simulator.placeCall(caller)
    await floor.settle()
    await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
    await floor.pass(11_000)
    expect(await ann.state()).toBe('not_ready(no_answer)')
    const back = { state: 'queued', agent_id: null, queue_position_at: 0, first_answered_at: null }
    expect(await readCall(db, callId)).toMatchObject(back)
    expect((await floor.simulator.snapshot()).map((leg) => leg.role)).toEqual(['customer'])
    const ben = await seatAgent(floor.context, 'ben')
    await floor.settle()
    await ben.do({ type: 'call.answer', offerId: (await ben.latest('call.offered')).offer.offerId })
    await floor.pass(1_000)
    expect(await readCall(db, callId)).toMatchObject({ state: 'connected', agent_id: 'ben' })
  })

  it('hears music and goes first in line when the agent loses the line, and is never dropped', async () => {
    const { db, floor } = await start({ agents: ['ann'] })
    const ann = await seatAgent(floor.context, 'ann')
    const callId = floor.simulator.placeCall(caller)
    await floor.settle()
    await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
    await floor.pass(5_000)
    floor.simulator.agentDrops(callId)
    await floor.pass(500)
    expect(await readCall(db, callId)).toMatchObject({ state: 'queued', agent_id: null, queue_position_at: 0 })
    expect(await ann.state()).toBe('not_ready(no_answer)')
    expect(await floor.simulator.snapshot()).toMatchObject([{ role: 'customer', place: 'parked', state: 'up' }])
  })

  it('was handled by who talked first, though the caller hangs up before the next agent comes', async () => {
    const { db, floor } = await start({ agents: ['ann'] })
    const ann = await seatAgent(floor.context, 'ann')
    const callId = floor.simulator.placeCall(caller)
    await floor.settle()
    await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
    await floor.pass(5_000)
    const { answered_at: answeredAt, interaction_id: id } = await readCall(db, callId)
    expect(answeredAt).not.toBeNull()
    floor.simulator.agentDrops(callId)
    await floor.pass(500)
    expect(await readCall(db, callId)).toMatchObject({ answered_at: null, first_answered_at: answeredAt })
    floor.simulator.callerHangsUp(callId)
    await floor.pass(500)
    expect(await readInteraction(db, id)).toMatchObject({ result: 'handled' })
  })
})
