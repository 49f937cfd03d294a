import { expect, it } from 'vitest'
import { createTestContext, seatAgent, seedFloor, signInAgent } from '#test/support/call-floor.ts'
import { describeOnDatabases, describeOnPostgres, type OpenTestDatabase } from '#test/support/databases.ts'
import { createPlainLine } from '#test/support/plain-line.ts'
import { MORNING } from '#test/support/simulated-floor.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { runInPlace } from './fence-flow.ts'
import { moveAgentBy } from './move-agent.ts'
import { runFlow } from './run-flow.ts'

async function openPlace(open: OpenTestDatabase) {
  const { db } = await open()
  await seedFloor(db, { agents: ['ann'] })
  const context = createTestContext(db, createTestClock(MORNING), [createPlainLine()])
  const ann = await seatAgent(context, 'ann')
  /** a command of Ann's first desk that goes to lunch; `inside` happens in the middle of its transaction */
  const goToLunch = (inside: () => Promise<unknown> = async () => {}) =>
    runInPlace(context, ann, (fenced) =>
      runFlow(fenced, async (flow) => {
        await inside()
        await moveAgentBy(flow, ann.userId, { type: 'asked', state: { kind: 'not_ready', reason: 'lunch' } })
        return { ok: true as const, value: flow.context }
      }),
    )
  const takeOver = () => signInAgent(context, 'ann', 'newer')
  return { context, ann, goToLunch, takeOver }
}

describeOnDatabases('a command of a desk', (open) => {
  it('lands while the desk holds the place, and what follows from it is nobody’s', async () => {
    const { context, ann, goToLunch } = await openPlace(open)
    expect(await goToLunch()).toEqual({ ok: true, value: context })
    expect(await ann.state()).toBe('not_ready(lunch)')
  })

  it('is refused as a whole once a newer desk has the place', async () => {
    const { ann, goToLunch, takeOver } = await openPlace(open)
    await takeOver()
    expect(await goToLunch()).toEqual({ ok: false, refusal: { code: 'fenced' } })
    expect(await ann.state()).toBe('available')
  })
})

describeOnPostgres('a command of a desk, and a newer desk that signs in at the same moment (PostgreSQL)', (open) => {
  it('is undone when the newer desk was first', async () => {
    const { ann, goToLunch, takeOver } = await openPlace(open)
    const entered = Promise.withResolvers<void>()
    const taken = Promise.withResolvers<void>()
    const lunch = goToLunch(async () => {
      entered.resolve()
      await taken.promise
    })
    await entered.promise
    await takeOver()
    taken.resolve()
    expect(await lunch).toEqual({ ok: false, refusal: { code: 'fenced' } })
    expect(await ann.state()).toBe('available')
    expect(await ann.latest('agent.state-changed')).toMatchObject({ state: { kind: 'available' } })
  })
})
