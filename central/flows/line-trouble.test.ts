import { expect, it } from 'vitest'
import type { LineAnswer, LineCommand } from '#central/telephony/adapter.ts'
import { CallId, LegId } from '#shared/protocol/ids.ts'
import { createTestContext, SUPPORT_NUMBER, seatAgent, seedFloor } from '#test/support/call-floor.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { createPlainLine } from '#test/support/plain-line.ts'
import { readCall } from '#test/support/read-call.ts'
import { MORNING } from '#test/support/simulated-floor.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { applyLineEvent } from './apply-line-event.ts'
import { runTimers } from './run-timers.ts'
import { createSequencer } from './sequencer.ts'
import { resumeJournal } from './start-flows.ts'

const callId = CallId.parse('call')
const customer = LegId.parse('customer')

describeOnDatabases('a line in trouble', (open) => {
  async function start(answer: (command: LineCommand) => LineAnswer, to = SUPPORT_NUMBER) {
    const { db } = await open()
    await seedFloor(db, { agents: ['ann'] })
    const sent: string[] = []
    const line = createPlainLine((command) => {
      sent.push(command.op)
      return answer(command)
    })
    const clock = createTestClock(MORNING)
    const context = createTestContext(db, clock, [line])
    const ann = await seatAgent(context, 'ann')
    const arrived = {
      type: 'arrived' as const,
      at: MORNING,
      key: 'arrived',
      callId,
      legId: customer,
      vendorId: 'v',
      headers: {},
    }
    await applyLineEvent(context, 'plain', { ...arrived, from: { kind: 'withheld' }, to })
    await context.sequencer.idle()
    return { db, clock, context, ann, sent }
  }
  const up = (legId: LegId, key: string) =>
    ({
      type: 'leg',
      at: MORNING + 1,
      key,
      callId,
      legId,
      state: 'up',
      place: 'bridge',
      muted: false,
      vendorId: key,
    }) as const

  it('that refuses a hold says so; the call goes on unheld', async () => {
    const refusing = (command: LineCommand): LineAnswer =>
      command.op === 'park' && connected ? { ok: false, code: 'vendor' } : { ok: true }
    let connected = false
    const { db, context, ann } = await start(refusing)
    await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
    const leg = await db.selectFrom('leg').select('id').where('role', '=', 'agent').executeTakeFirstOrThrow()
    await applyLineEvent(context, 'plain', up(LegId.parse(leg.id), 'agent-up'))
    await applyLineEvent(context, 'plain', up(customer, 'customer-up'))
    connected = true
    expect(await ann.do({ type: 'call.hold', callId })).toEqual({ ok: false, refusal: { code: 'line_unreachable' } })
    expect(await readCall(db, callId)).toMatchObject({ state: 'connected', held_since: null })
  })

  it('that will not hang up leaves the call to another try', async () => {
    let refuses = true
    const { db, context, ann } = await start(({ op }) =>
      op === 'hang-up' && refuses ? { ok: false, code: 'vendor' } : { ok: true },
    )
    await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
    expect(await ann.do({ type: 'call.hang-up', callId })).toMatchObject({ refusal: { code: 'line_unreachable' } })
    await context.sequencer.idle()
    expect(await readCall(db, callId)).toMatchObject({ state: 'connecting', ended_by: null })
    refuses = false
    expect(await ann.do({ type: 'call.hang-up', callId })).toEqual({ ok: true })
  })

  it('that cannot dial the agent puts the call back first in line', async () => {
    const { db, context, ann } = await start(({ op }) => (op === 'dial' ? { ok: false, code: 'vendor' } : { ok: true }))
    await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
    await context.sequencer.idle()
    expect(await readCall(db, callId)).toMatchObject({ state: 'queued', queue_position_at: 0, agent_id: null })
    expect(await ann.state()).toBe('not_ready(no_answer)')
  })

  it('that cannot speak its message hangs up a caller who is sent away', async () => {
    const { sent } = await start(
      ({ op }) => (op === 'say' ? { ok: false, code: 'vendor' } : { ok: true }),
      '+14155550199',
    )
    expect(sent).toEqual(['answer', 'say', 'hang-up'])
  })
  it('that can neither speak nor hang up keeps no caller for ever: it is asked again', async () => {
    let broken = true
    const { db, clock, context, sent } = await start(
      ({ op }) => (broken && op !== 'answer' ? { ok: false, code: 'vendor' } : { ok: true }),
      '+14155550199',
    )
    expect(await readCall(db, callId)).toMatchObject({ state: 'queued', ended_by: null })
    broken = false
    await clock.advance(10_000)
    await runTimers(context)
    await context.sequencer.idle()
    expect(sent).toEqual(['answer', 'say', 'hang-up', 'answer', 'say'])
    expect(await readCall(db, callId)).toMatchObject({ ended_by: 'queue' })
  })

  it('that never joins the agent gives the call back, though central died as the timer ran out', async () => {
    const { db, clock, context, ann } = await start(() => ({ ok: true }))
    await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
    await clock.advance(10_000)
    const dead = { ...context, sequencer: createSequencer(), runSequence: () => new Promise<never>(() => {}) }
    await runTimers(dead)
    expect(await db.selectFrom('timer').selectAll().execute()).toEqual([])
    await resumeJournal(context)
    await context.sequencer.idle()
    expect(await readCall(db, callId)).toMatchObject({ state: 'queued', queue_position_at: 0 })
  })
})
