import { expect, it } from 'vitest'
import { DialId, UserId } from '#shared/protocol/ids.ts'
import { seatAgent } from '#test/support/call-floor.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { prepareFloor } from '#test/support/inbound-floor.ts'

describeOnDatabases('who picked up', (open) => {
  it('is told to nobody while the call rings at the next agent, who knows it when they take it', async () => {
    const phone = () => ({ kind: 'picks-up' as const, afterMs: 100 })
    const { floor } = await prepareFloor(open)({ agents: ['ann', 'ben'] }, { phone })
    const [ann, ben] = [await seatAgent(floor.context, 'ann'), await seatAgent(floor.context, 'ben')]
    const number = '+442071838750'
    const wish = { dialId: DialId.parse('wish-1'), number, queueId: null, from: null, customerId: null }
    expect(await ann.do({ type: 'call.dial', ...wish })).toEqual({ ok: true })
    await floor.pass(500)
    const { callId } = (await ann.latest('call.dialed')).call
    const to = { kind: 'agent' as const, userId: UserId.parse('ben') }
    expect(await ann.do({ type: 'call.transfer', callId, to })).toEqual({ ok: true })
    await floor.pass(3_000)
    const told = async () => (await ben.events()).filter((event) => event.type === 'leg.changed')
    expect(await told()).toEqual([])
    const { offer } = await ben.latest('call.offered')
    expect(await ben.do({ type: 'call.answer', offerId: offer.offerId })).toEqual({ ok: true })
    await floor.pass(1_000)
    const legs = (await told()).flatMap((event) => (event.type === 'leg.changed' ? [event.leg] : []))
    expect(legs.findLast(({ role }) => role === 'customer')).toMatchObject({ answeredBy: 'person' })
  })
})
