import { expect, it } from 'vitest'
import { grantLeases } from '#central/agents/leases.ts'
import type { OpenDatabase } from '#central/db/open-database.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { SUPPORT_NUMBER, seatAgent, seedFloor, signInAgent } from '#test/support/call-floor.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { readCall } from '#test/support/read-call.ts'
import { openSimulatedFloor, type SimulatedFloor } from '#test/support/simulated-floor.ts'
import { setAgentState } from './set-agent-state.ts'

describeOnDatabases("an agent's lease", (open) => {
  let database: OpenDatabase
  let floor: SimulatedFloor

  async function start() {
    database = await open()
    await seedFloor(database.db, { agents: ['ann', 'ben'] })
    floor = await openSimulatedFloor(database.db, { renewLeases: false })
  }
  const caller = { from: '+14155551234', to: SUPPORT_NUMBER, patienceMs: 3_600_000 }

  it('leaves a new agent not ready, never available by themselves', async () => {
    await start()
    const ann = await signInAgent(floor.context, 'ann')
    expect(await ann.state()).toBe('not_ready(signed_in)')
  })

  it('runs out after 10 s of silence: unreachable, not offered to, and back to what stood when it returns', async () => {
    await start()
    const ann = await seatAgent(floor.context, 'ann')
    await floor.pass(9_500)
    expect(await ann.state()).toBe('available')
    await floor.pass(1_000)
    expect(await ann.state()).toBe('unreachable')
    expect(await ann.do({ type: 'agent.set-state', state: { kind: 'available' } })).toMatchObject({
      refusal: { code: 'lease_lost' },
    })
    const callId = floor.simulator.placeCall(caller)
    await floor.settle()
    expect(await readCall(database.db, callId)).toMatchObject({ state: 'queued' })
    expect(await ann.renew()).toMatchObject({ ok: true })
    await floor.settle()
    expect(await ann.state()).toBe('offered')
  })

  it('gives a reason of their own back, and nobody who was away for long is available again', async () => {
    await start()
    const ann = await seatAgent(floor.context, 'ann')
    const ben = await seatAgent(floor.context, 'ben')
    await ann.do({ type: 'agent.set-state', state: { kind: 'not_ready', reason: 'lunch' } })
    await floor.pass(11_000)
    await ann.renew()
    expect(await ann.state()).toBe('not_ready(lunch)')
    await floor.pass(16 * 60_000)
    await ben.renew()
    expect(await ben.state()).toBe('not_ready(signed_in)')
  })

  it('puts an open offer back to its place when it runs out', async () => {
    await start()
    const ann = await seatAgent(floor.context, 'ann')
    await floor.pass(5_000)
    const ben = await seatAgent(floor.context, 'ben')
    const callId = floor.simulator.placeCall(caller)
    await floor.settle()
    expect(await ann.state()).toBe('offered')
    await floor.pass(2_000)
    await ben.renew()
    await floor.pass(3_500)
    expect(await ann.state()).toBe('unreachable')
    expect(await ann.latest('offer.ended')).toMatchObject({ reason: 'lease_lost' })
    expect(await readCall(database.db, callId)).toMatchObject({ state: 'offered', agent_id: 'ben' })
  })

  it('keeps calls up when it runs out, and shows them again when it returns', async () => {
    await start()
    const ann = await seatAgent(floor.context, 'ann')
    const callId = floor.simulator.placeCall({ ...caller, talkMs: 600_000 })
    await floor.settle()
    await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
    await floor.pass(15_000)
    expect(await ann.state()).toBe('unreachable')
    expect(await readCall(database.db, callId)).toMatchObject({ state: 'connected', agent_id: 'ann' })
    await ann.renew()
    expect(await ann.state()).toBe('on_call')
    await floor.pass(12_000)
    floor.simulator.callerHangsUp(callId)
    await floor.pass(1_000)
    expect(await ann.state()).toBe('unreachable')
    await ann.renew()
    expect(await ann.state()).toBe('wrap_up')
  })

  it('gets one full period after a start of central', async () => {
    await start()
    const ann = await seatAgent(floor.context, 'ann')
    await floor.clock.advance(60_000)
    // as a start does; central's machine was an hour ahead when the lease was given
    await database.db
      .updateTable('agent')
      .set({ lease_expires_at: floor.clock.now() + 3_600_000 })
      .execute()
    await grantLeases(database.db, floor.clock.now() + 10_000)
    await floor.pass(9_000)
    expect(await ann.state()).toBe('available')
    await floor.pass(1_500)
    expect(await ann.state()).toBe('unreachable')
  })

  it('belongs to the newest desk: the older is fenced at once', async () => {
    await start()
    const old = await seatAgent(floor.context, 'ann')
    const callId = floor.simulator.placeCall(caller)
    await floor.settle()
    const { offerId } = (await old.latest('call.offered')).offer
    const young = await signInAgent(floor.context, 'ann', 'other-desk')
    expect(young.fence).toBeGreaterThan(old.fence)
    expect(await old.do({ type: 'call.answer', offerId })).toEqual({ ok: false, refusal: { code: 'fenced' } })
    expect(await old.renew()).toEqual({ ok: false, refusal: { code: 'fenced' } })
    expect(await young.do({ type: 'call.answer', offerId })).toEqual({ ok: true })
    await floor.pass(500)
    expect(await readCall(database.db, callId)).toMatchObject({ state: 'connected' })
  })

  it('ends with signing out: an open offer goes back, the desk is told on its next heartbeat', async () => {
    await start()
    const ann = await seatAgent(floor.context, 'ann')
    const callId = floor.simulator.placeCall(caller)
    await floor.settle()
    const offline = { kind: 'offline' } as const
    expect(await ann.do({ type: 'agent.set-state', state: offline })).toEqual({ ok: true })
    expect(await ann.state()).toBe('offline')
    expect(await ann.latest('offer.ended')).toMatchObject({ reason: 'signed_out' })
    expect(await setAgentState(floor.context, UserId.parse('ann'), offline)).toMatchObject({ ok: true })
    expect(await readCall(database.db, callId)).toMatchObject({ state: 'queued' })
    expect(await ann.renew()).toEqual({ ok: false, refusal: { code: 'lease_lost' } })
  })
})
