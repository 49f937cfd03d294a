import { expect, it } from 'vitest'
import { CallId, LegId } from '#shared/protocol/ids.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { createTwilioLegs, type TwilioLegRecord } from './twilio-leg-rows.ts'

const leg: TwilioLegRecord = {
  legId: LegId.parse('leg-1'),
  callId: CallId.parse('call-1'),
  role: 'agent',
  callSid: null,
  conferenceSid: null,
  confirm: 'awaited',
  createdAt: 1_000,
  endedAt: null,
}

describeOnDatabases('the Twilio legs', (open) => {
  it('are written once, bound once, confirmed while they live, and listed until they end', async () => {
    const { db } = await open()
    const legs = createTwilioLegs(db)
    expect(await legs.insert(leg)).toBe(true)
    expect(await legs.insert({ ...leg, callId: CallId.parse('call-2') })).toBe(false)
    expect(await legs.bind('leg-1', 'CA1')).toBe(true)
    expect(await legs.bind('leg-1', 'CA2')).toBe(false)
    await legs.enterConference('leg-1', 'CF1')
    expect(await legs.confirm('leg-1')).toBe(true)
    const bound = { ...leg, callSid: 'CA1', conferenceSid: 'CF1', confirm: 'given' }
    expect(await legs.findBySid('CA1')).toEqual(bound)
    expect(await legs.listOpen()).toEqual([bound])
    await legs.end('leg-1', 5_000)
    await legs.end('leg-1', 6_000)
    expect(await legs.findByLeg('leg-1')).toMatchObject({ endedAt: 5_000 })
    expect(await legs.confirm('leg-1')).toBe(false)
    expect(await legs.listOpen()).toEqual([])
  })

  it('never give one call to two legs', async () => {
    const { db } = await open()
    const legs = createTwilioLegs(db)
    await legs.insert(leg)
    await legs.insert({ ...leg, legId: LegId.parse('leg-2') })
    await legs.bind('leg-1', 'CA1')
    expect(await legs.bind('leg-2', 'CA1')).toBe(false)
    expect(await legs.insert({ ...leg, legId: LegId.parse('leg-3'), callSid: 'CA1' })).toBe(false)
  })

  it('know the customer of a call, and that a leg that was never asked to confirm cannot', async () => {
    const { db } = await open()
    const legs = createTwilioLegs(db)
    await legs.insert({ ...leg, role: 'customer', confirm: 'none', callSid: 'CA9' })
    expect(await legs.findCustomer('call-1')).toMatchObject({ callSid: 'CA9' })
    expect(await legs.findCustomer('call-2')).toBeNull()
    expect(await legs.confirm('leg-1')).toBe(false)
  })
})
