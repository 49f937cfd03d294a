import { expect, it } from 'vitest'
import { SUPPORT_NUMBER, SUPPORT_QUEUE, seatAgent, seedFloor, signInAgent } from '#test/support/call-floor.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { openSimulatedFloor } from '#test/support/simulated-floor.ts'
import { readLiveCalls } from './read-live-floor.ts'

describeOnDatabases('the live floor', (open) => {
  it('shows a call from when its agent talks, what happens on it, and who listens', async () => {
    const { db } = await open()
    await seedFloor(db, { agents: ['ann', 'sue'] })
    const floor = await openSimulatedFloor(db)
    const canListen = (line: string) => line === floor.simulator.name
    const read = () => readLiveCalls(db, canListen)
    const ann = await seatAgent(floor.context, 'ann')
    const callId = floor.simulator.placeCall({ from: '+14155551234', to: SUPPORT_NUMBER })
    await floor.settle()
    expect(await read()).toEqual([])
    await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
    await floor.pass(1_000)
    const talking = { callId, queueId: SUPPORT_QUEUE, agentId: 'ann', heldSince: null, consult: null, listen: true }
    expect(await read()).toEqual([{ ...talking, answeredAt: expect.any(Number), monitor: null }])

    const sue = await signInAgent(floor.context, 'sue')
    expect(await sue.do({ type: 'call.monitor', callId, mode: 'whisper' })).toEqual({ ok: true })
    await ann.do({ type: 'call.hold', callId })
    await floor.pass(2_000)
    const monitor = { userId: 'sue', mode: 'whisper', state: 'on' }
    expect(await read()).toMatchObject([{ callId, heldSince: expect.any(Number), monitor }])
    expect(await readLiveCalls(db, () => false)).toMatchObject([{ listen: false }])

    await ann.do({ type: 'call.hang-up', callId })
    await floor.pass(1_000)
    expect(await read()).toEqual([])
  })
})
