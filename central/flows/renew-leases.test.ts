import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { lockAgent } from '#central/agents/agent-rows.ts'
import { prolongLeases } from '#central/agents/leases.ts'
import { LINK_LIMITS } from '#shared/protocol/envelope.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { seatAgent, seedFloor, signInAgent } from '#test/support/call-floor.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { findScans, recordStatements } from '#test/support/record-statements.ts'
import { openSimulatedFloor } from '#test/support/simulated-floor.ts'
import { renewLeases } from './desk-lease.ts'
import type { Place } from './fence-flow.ts'
import type { FlowContext } from './flow-context.ts'
import { runFlow } from './run-flow.ts'

const hearNow = ({ clock }: FlowContext, desks: readonly Place[]) =>
  desks.map((desk) => ({ ...desk, heardAt: clock.now() }))

describeOnDatabases('many leases renewed together', (open) => {
  it('are answered each for itself: prolonged, fenced, signed out, brought back, unknown', async () => {
    const { db } = await open()
    await seedFloor(db, { agents: ['ann', 'ben', 'cem', 'dot'] })
    const floor = await openSimulatedFloor(db, { renewLeases: false })
    const away = await seatAgent(floor.context, 'dot')
    await floor.pass(10_500)
    expect(await away.state()).toBe('unreachable')
    const ann = await seatAgent(floor.context, 'ann')
    const old = await signInAgent(floor.context, 'ben')
    const young = await signInAgent(floor.context, 'ben', 'another-desk')
    const gone = await signInAgent(floor.context, 'cem')
    await gone.do({ type: 'agent.set-state', state: { kind: 'offline' } })
    const before = await db.selectFrom('agent').select('lease_expires_at').where('user_id', '=', 'ben').execute()
    await floor.clock.advance(3_000)
    const stranger = { userId: UserId.parse('nobody'), fence: 1 }
    const renew = async (desks: readonly Place[]) =>
      Promise.all(await renewLeases(floor.context, hearNow(floor.context, desks)))
    const answers = await renew([ann, old, gone, away, stranger])
    const expiresAt = floor.clock.now() + LINK_LIMITS.leaseMs
    expect(answers).toMatchObject([
      { ok: true, value: { expiresAt } },
      { ok: false, refusal: { code: 'fenced' } },
      { ok: false, refusal: { code: 'lease_lost' } },
      { ok: true, value: { expiresAt } },
      { ok: false, refusal: { code: 'fenced' } },
    ])
    expect(await away.state()).toBe('available')
    // the older desk's word prolonged nothing of the younger's lease
    expect(await db.selectFrom('agent').select('lease_expires_at').where('user_id', '=', 'ben').execute()).toEqual(
      before,
    )
    // both in one round: only the one that holds the place
    const both = await renew([old, young])
    expect(both.map((answer) => answer.ok)).toEqual([false, true])
    expect(await renew([young, old, young])).toMatchObject([
      { ok: true },
      { refusal: { code: 'fenced' } },
      { ok: true },
    ])
  })

  it('prolong nothing and bring nobody back when the word for it came too late', async () => {
    const { db } = await open()
    await seedFloor(db, { agents: ['ann', 'ben'] })
    const { context, clock, pass } = await openSimulatedFloor(db, { renewLeases: false })
    const [ann, ben] = [await seatAgent(context, 'ann'), await seatAgent(context, 'ben')]
    const heardAt = clock.now()
    await pass(10_500)
    const late = await Promise.all(await renewLeases(context, [{ ...ann, heardAt }, ...hearNow(context, [ben])]))
    expect(late).toMatchObject([{ refusal: { code: 'central_unavailable' } }, { ok: true }])
    expect([await ann.state(), await ben.state()]).toEqual(['unreachable', 'available'])
    const inTime = await renewLeases(context, [{ ...ann, heardAt: clock.now() - LINK_LIMITS.leaseAnswerMs }])
    expect(await Promise.all(inTime)).toMatchObject([{ ok: true }])
    expect(await ann.state()).toBe('available')
  })

  it('bring nobody back whose lease ran out, or whose place was taken, before their turn came', async () => {
    const { db } = await open()
    await seedFloor(db, { agents: ['ann', 'ben'] })
    const { context, clock, pass } = await openSimulatedFloor(db, { renewLeases: false })
    const [ann, ben] = [await seatAgent(context, 'ann'), await seatAgent(context, 'ben')]
    await pass(10_500)
    const turn = Promise.withResolvers<void>()
    const renewals = await renewLeases(context, hearNow(context, [ann, ben]), (work) => turn.promise.then(work))
    await signInAgent(context, 'ben', 'another-desk')
    await clock.advance(LINK_LIMITS.leaseMs)
    turn.resolve()
    expect(await Promise.all(renewals)).toMatchObject([
      { refusal: { code: 'central_unavailable' } },
      { refusal: { code: 'fenced' } },
    ])
    expect(await ann.state()).toBe('unreachable')
  })

  it('take one statement for any number of desks, along the key, and none for nobody', async () => {
    const { db, dialect } = await open()
    const { db: recorded, statements } = recordStatements(db)
    expect(await prolongLeases(recorded, [], 1)).toEqual([])
    expect(statements).toHaveLength(0)
    const desks = Array.from({ length: 100 }, (_, index) => ({ userId: UserId.parse(`u${index}`), fence: 1 }))
    await prolongLeases(recorded, desks, 1)
    expect(statements).toHaveLength(1)
    for (const statement of statements) expect(await findScans(db, dialect, statement)).toEqual([])
  })

  it('are renewed one by one where a flow and the round wait for each other', async () => {
    const { db, dialect } = await open()
    // SQLite writes one transaction after the other
    if (dialect === 'sqlite') return
    await seedFloor(db, { agents: ['ann', 'ben'] })
    const { context } = await openSimulatedFloor(db, { renewLeases: false })
    const desks = [await seatAgent(context, 'ann'), await seatAgent(context, 'ben')] as const
    const countWaiting = async () => {
      const { rows } = await sql<{ count: number }>`
        select count(*) as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
      return Number(rows[0]?.count)
    }
    // whichever row the round takes first, one of these two holds the other
    for (const [first, second] of [desks, desks.toReversed()]) {
      const [held, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      const flow = runFlow(context, async ({ tx }) => {
        await lockAgent(tx, first?.userId ?? desks[0].userId)
        held.resolve()
        await goOn.promise
        await lockAgent(tx, second?.userId ?? desks[1].userId)
      })
      await held.promise
      const renewals = renewLeases(context, hearNow(context, desks))
      await expect.poll(countWaiting, { timeout: 20_000 }).toBe(1)
      goOn.resolve()
      expect(await Promise.all(await renewals)).toMatchObject([{ ok: true }, { ok: true }])
      await flow
    }
  })
})
