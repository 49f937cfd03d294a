import { expect, it } from 'vitest'
import { UserId } from '#shared/protocol/ids.ts'
import { createTestContext, SUPPORT_QUEUE, seedFloor, signInAgent } from '#test/support/call-floor.ts'
import { addQueue } from '#test/support/customers.ts'
import { describeOnDatabases, type OpenTestDatabase } from '#test/support/databases.ts'
import { createPlainLine } from '#test/support/plain-line.ts'
import { MORNING } from '#test/support/simulated-floor.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { expireLeases } from './desk-lease.ts'
import { setMember } from './set-up/change-queues.ts'

const available = { type: 'agent.set-state', state: { kind: 'available' } } as const
const choose = (reason: 'break' | 'signed_in' | 'declined') =>
  ({ type: 'agent.set-state', state: { kind: 'not_ready', reason } }) as const
const refused = (code: string) => ({ ok: false, refusal: { code } })

async function openSite(open: OpenTestDatabase) {
  const { db } = await open()
  await seedFloor(db, { agents: ['sofia'] })
  const published: string[] = []
  const context = createTestContext(db, createTestClock(MORNING), [createPlainLine()], {
    publish: (userIds) => void published.push(...userIds),
  })
  const serve = (serves: boolean) =>
    setMember(context, { queueId: SUPPORT_QUEUE, userId: UserId.parse('sofia'), serves })
  await serve(false)
  return { db, context, published, serve, sofia: await signInAgent(context, 'sofia') }
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

  it('stands aside when taken out of the last queue while waiting for a call, and is told at once', async () => {
    const { db, published, serve, sofia } = await openSite(open)
    await addQueue(db, 'sales')
    await db.insertInto('queue_member').values({ queue_id: 'sales', user_id: 'sofia' }).execute()
    await serve(true)
    await sofia.do(available)
    await serve(false)
    expect(await sofia.state()).toBe('available')
    published.length = 0
    await db.deleteFrom('queue_member').where('queue_id', '=', 'sales').execute()
    await serve(false)
    expect(await sofia.state()).toBe('not_ready(signed_in)')
    expect(await sofia.latest('agent.state-changed')).toMatchObject({ state: { kind: 'not_ready' }, next: null })
    expect(published).toEqual(['sofia'])
    await serve(false)
    expect(published).toEqual(['sofia'])
  })

  it('keeps what they chose themselves, and a number of events without a hole, when taken out', async () => {
    const { db, serve, sofia } = await openSite(open)
    await serve(true)
    await sofia.do(choose('break'))
    await serve(false)
    expect(await sofia.state()).toBe('not_ready(break)')
    const rows = await db.selectFrom('event_log').select('seq').where('user_id', '=', 'sofia').orderBy('seq').execute()
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1))
  })

  it('does not come back to available after a call, or from silence, without a queue', async () => {
    const { db, context, serve, sofia } = await openSite(open)
    await serve(true)
    await sofia.do(available)
    // the desk falls silent, the administrator works meanwhile, the desk returns
    await db.updateTable('agent').set({ lease_expires_at: 0 }).execute()
    await expireLeases(context)
    expect(await sofia.state()).toBe('unreachable')
    await serve(false)
    expect(await sofia.renew()).toMatchObject({ ok: true })
    expect(await sofia.state()).toBe('not_ready(signed_in)')
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
