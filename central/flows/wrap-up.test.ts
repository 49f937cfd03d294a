import { expect, it } from 'vitest'
import type { OpenDatabase } from '#central/db/open-database.ts'
import { listOpenTasks } from '#central/tasks/list-tasks.ts'
import { openReminder } from '#central/tasks/unfinished-wrap-up.ts'
import type { WrapUpFacts } from '#shared/protocol/call.ts'
import type { Outcome } from '#shared/protocol/error.ts'
import { TaskId } from '#shared/protocol/ids.ts'
import { SUPPORT_NUMBER, seatAgent, seedFloor, type TestAgent } from '#test/support/call-floor.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { openSimulatedFloor, type SimulatedFloor } from '#test/support/simulated-floor.ts'
import { finishWrapUp } from './finish-wrap-up.ts'
import { runFlow } from './run-flow.ts'

describeOnDatabases('wrap-up', (open) => {
  let database: OpenDatabase
  let floor: SimulatedFloor
  let ann: TestAgent

  async function talk(queue: Parameters<typeof seedFloor>[1]['queue'] = {}) {
    database = await open()
    await seedFloor(database.db, { agents: ['ann'], queue })
    floor = await openSimulatedFloor(database.db)
    ann = await seatAgent(floor.context, 'ann')
    const callId = floor.simulator.placeCall({ from: '+14155551234', to: SUPPORT_NUMBER })
    await floor.settle()
    await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
    await floor.pass(1_000)
    return callId
  }
  async function endTalk(callId: string): Promise<WrapUpFacts> {
    floor.simulator.callerHangsUp(callId)
    await floor.settle()
    return (await ann.latest('wrap-up.started')).wrapUp
  }
  function finish(wrapUp: WrapUpFacts, then: 'next' | 'available'): Promise<Outcome<null>> {
    return runFlow(floor.context, (flow) => finishWrapUp(flow, { userId: ann.userId, wrapUpId: wrapUp.wrapUpId, then }))
  }
  async function dispose(wrapUp: WrapUpFacts) {
    const row = { id: floor.context.newId(), interaction_id: wrapUp.interactionId, code: 'resolved', reason_code: null }
    const author = { user_id: ann.userId, author: 'Ann', recorded_at: floor.clock.now(), corrected_at: null }
    await database.db
      .insertInto('disposition')
      .values({ ...row, ...author })
      .execute()
  }

  it('is refused an end without the outcome its queue requires', async () => {
    const wrapUp = await endTalk(await talk())
    expect(await finish(wrapUp, 'available')).toMatchObject({ ok: false, refusal: { code: 'disposition_required' } })
    expect(await ann.state()).toBe('wrap_up')
    await dispose(wrapUp)
    expect(await finish(wrapUp, 'available')).toEqual({ ok: true, value: null })
    expect(await ann.state()).toBe('available')
  })

  it('needs no outcome where the queue asks for none', async () => {
    const wrapUp = await endTalk(await talk({ disposition_required: 0 }))
    expect(await finish(wrapUp, 'next')).toEqual({ ok: true, value: null })
    expect(await ann.state()).toBe('not_ready(after_call)')
  })

  it('takes the agent to the state asked for during the call; the last choice wins', async () => {
    const callId = await talk({ disposition_required: 0 })
    await ann.do({ type: 'agent.set-state', state: { kind: 'not_ready', reason: 'lunch' } })
    await ann.do({ type: 'agent.set-state', state: { kind: 'not_ready', reason: 'break' } })
    expect(await ann.state()).toBe('on_call')
    expect(await ann.latest('agent.state-changed')).toMatchObject({ next: { kind: 'not_ready', reason: 'break' } })
    const wrapUp = await endTalk(callId)
    await finish(wrapUp, 'next')
    expect(await ann.state()).toBe('not_ready(break)')
  })

  it('runs out: the agent is freed and a task reminds of the outcome', async () => {
    const wrapUp = await endTalk(await talk())
    await floor.pass(59_000)
    expect(await ann.state()).toBe('wrap_up')
    await floor.pass(1_250)
    expect(await ann.latest('wrap-up.finished')).toMatchObject({ by: 'timeout', wrapUpId: wrapUp.wrapUpId })
    expect(await ann.state()).toBe('available')
    expect(await listOpenTasks(database.db, ann.userId)).toMatchObject([
      { kind: 'unfinished_wrap_up', interactionId: wrapUp.interactionId, phone: '+14155551234' },
    ])
    // the call comes back to them and runs out again
    const reminder = { id: TaskId.parse('again'), interactionId: wrapUp.interactionId, userId: ann.userId }
    expect(await openReminder(database.db, { ...reminder, now: floor.clock.now() })).toBe(false)
    // the outcome comes late, from a desk that was offline: accepted, and the reminder goes
    await dispose(wrapUp)
    expect(await finish(wrapUp, 'next')).toEqual({ ok: true, value: null })
    expect(await listOpenTasks(database.db, ann.userId)).toEqual([])
    expect(await ann.state()).toBe('available')
  })

  it('is extended as often as the queue allows', async () => {
    const wrapUp = await endTalk(await talk())
    const extend = () => ann.do({ type: 'wrap-up.extend', wrapUpId: wrapUp.wrapUpId })
    expect(await extend()).toEqual({ ok: true })
    expect(await ann.latest('wrap-up.extended')).toMatchObject({ dueAt: wrapUp.dueAt + 30_000, extensionsLeft: 1 })
    expect(await extend()).toEqual({ ok: true })
    expect(await extend()).toEqual({ ok: false, refusal: { code: 'wrap_up_no_extensions' } })
    await floor.pass(110_000)
    expect(await ann.state()).toBe('wrap_up')
    await floor.pass(11_000)
    expect(await ann.state()).toBe('available')
    expect(await extend()).toEqual({ ok: false, refusal: { code: 'wrap_up_gone' } })
  })

  it('and the call before it go on for somebody who asked to be offline; then they are', async () => {
    const callId = await talk({ disposition_required: 0 })
    expect(await ann.do({ type: 'agent.set-state', state: { kind: 'offline' } })).toEqual({ ok: true })
    expect(await ann.state()).toBe('on_call')
    const wrapUp = await endTalk(callId)
    expect(await ann.state()).toBe('wrap_up')
    await finish(wrapUp, 'next')
    expect(await ann.state()).toBe('offline')
  })
})
