import { expect, it } from 'vitest'
import { setTimer } from '#central/db/timers.ts'
import { createTestContext, SUPPORT_NUMBER, seatAgent, seedFloor } from '#test/support/call-floor.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { findScans, recordStatements } from '#test/support/record-statements.ts'
import { MORNING, openSimulatedFloor } from '#test/support/simulated-floor.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { readDue } from './read-due.ts'

describeOnDatabases('what is due next', (open) => {
  it('is nothing where nobody is', async () => {
    const { db } = await open()
    expect(await readDue(db, MORNING)).toEqual({ timerAt: null, leaseAt: null, isMatchable: false })
  })

  it('is the earliest timer that nobody is at, and the earliest lease of somebody who is there', async () => {
    const { db } = await open()
    await seedFloor(db, { agents: ['ann', 'ben', 'cleo'] })
    const context = createTestContext(db, createTestClock(MORNING), [])
    for (const id of ['ann', 'ben', 'cleo']) await seatAgent(context, id)
    const leases = { ann: MORNING + 9_000, ben: MORNING + 4_000, cleo: MORNING + 1_000 }
    for (const [id, lease_expires_at] of Object.entries(leases)) {
      await db.updateTable('agent').set({ lease_expires_at }).where('user_id', '=', id).execute()
    }
    await db.updateTable('agent').set({ state: 'offline' }).where('user_id', '=', 'cleo').execute()
    for (const [id, dueAt] of [['a', 7_000] as const, ['b', 3_000] as const]) {
      await setTimer(db, { id, kind: 'join', subjectId: id, dueAt: MORNING + dueAt, now: MORNING })
    }
    const due = { timerAt: MORNING + 3_000, leaseAt: MORNING + 4_000, isMatchable: false }
    expect(await readDue(db, MORNING)).toEqual(due)
    await db
      .updateTable('timer')
      .set({ claimed_until: MORNING + 30_000 })
      .where('id', '=', 'b')
      .execute()
    expect(await readDue(db, MORNING)).toEqual({ ...due, timerAt: MORNING + 7_000 })
  })

  it('is a call that waits while somebody is free for it', async () => {
    const { db } = await open()
    await seedFloor(db, { agents: ['ann'] })
    const floor = await openSimulatedFloor(db)
    floor.simulator.placeCall({ from: '+14155551234', to: SUPPORT_NUMBER, patienceMs: 3_600_000 })
    await floor.settle()
    expect(await readDue(db, floor.clock.now())).toMatchObject({ isMatchable: false })
    await seatAgent({ ...floor.context, publish: () => {} }, 'ann')
    await floor.settle()
    // taken at once by the agent who became free; another who is free by a row alone
    await db.updateTable('call').set({ state: 'queued', agent_id: null }).execute()
    await db.updateTable('agent').set({ state: 'available', subject_id: null }).execute()
    expect(await readDue(db, floor.clock.now())).toMatchObject({ isMatchable: true })
  })

  it('is read by index', async () => {
    const { db, dialect } = await open()
    const { db: recorded, statements } = recordStatements(db)
    await readDue(recorded, 1)
    const scans = await Promise.all(statements.map((statement) => findScans(db, dialect, statement)))
    // the index of leases and that of due times are read from their beginning, one entry far
    const beyond = scans
      .flat()
      .filter((scan) => !/timer_by_due_at|agent_by_lease_expires_at|Index Scan (timer|agent)/.test(scan))
    expect(beyond).toEqual([])
  })
})
