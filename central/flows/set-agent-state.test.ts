import { expect, it } from 'vitest'
import { UserId } from '#shared/protocol/ids.ts'
import { createTestContext, SUPPORT_QUEUE, seedFloor, signInAgent } from '#test/support/call-floor.ts'
import { describeOnDatabases, type OpenTestDatabase } from '#test/support/databases.ts'
import { createPlainLine } from '#test/support/plain-line.ts'
import { MORNING } from '#test/support/simulated-floor.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { setMember } from './set-up/change-queues.ts'

const available = { type: 'agent.set-state', state: { kind: 'available' } } as const
const choose = (reason: 'break' | 'signed_in' | 'declined') =>
  ({ type: 'agent.set-state', state: { kind: 'not_ready', reason } }) as const
const refused = (code: string) => ({ ok: false, refusal: { code } })

async function openSite(open: OpenTestDatabase) {
  const { db } = await open()
  await seedFloor(db, { agents: ['sofia'] })
  const context = createTestContext(db, createTestClock(MORNING), [createPlainLine()])
  const serve = (serves: boolean) => setMember(db, { queueId: SUPPORT_QUEUE, userId: UserId.parse('sofia'), serves })
  await serve(false)
  return { db, serve, sofia: await signInAgent(context, 'sofia') }
}

describeOnDatabases('who serves no queue', (open) => {
  it('cannot be available, and can as soon as they serve one', async () => {
    const { serve, sofia } = await openSite(open)
    expect(await sofia.do(available)).toEqual(refused('serves_no_queue'))
    expect(await sofia.state()).toBe('not_ready(signed_in)')
    await serve(true)
    expect(await sofia.do(available)).toEqual({ ok: true })
    expect(await sofia.state()).toBe('available')
  })

  it('serves none either when the only one is out of service', async () => {
    const { db, serve, sofia } = await openSite(open)
    await serve(true)
    await db.updateTable('queue').set({ disabled: 1 }).execute()
    expect(await sofia.do(available)).toEqual(refused('serves_no_queue'))
  })

  it('comes back from a break to the desk, which is no choice for those who serve one', async () => {
    const { serve, sofia } = await openSite(open)
    expect(await sofia.do(choose('break'))).toEqual({ ok: true })
    expect(await sofia.do(choose('signed_in'))).toEqual({ ok: true })
    expect(await sofia.state()).toBe('not_ready(signed_in)')
    expect(await sofia.do(choose('declined'))).toEqual(refused('state_not_allowed'))
    await serve(true)
    expect(await sofia.do(choose('signed_in'))).toEqual(refused('state_not_allowed'))
  })
})
