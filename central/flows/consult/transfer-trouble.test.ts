import { expect, it } from 'vitest'
import { applyLineEvent } from '#central/flows/apply-line-event.ts'
import { runTimers } from '#central/flows/run-timers.ts'
import { sweepCalls } from '#central/flows/sweep-calls.ts'
import type { LineAnswer, LineCommand } from '#central/telephony/adapter.ts'
import { CallId, LegId, QueueId, UserId } from '#shared/protocol/ids.ts'
import { createTestContext, SUPPORT_NUMBER, SUPPORT_QUEUE, seatAgent, seedFloor } from '#test/support/call-floor.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { createPlainLine } from '#test/support/plain-line.ts'
import { readCall } from '#test/support/read-call.ts'
import { MORNING } from '#test/support/simulated-floor.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'

const callId = CallId.parse('call')
const customer = LegId.parse('customer')
const expert = { kind: 'number', number: '+14155550177' } as const
const second = { kind: 'number', number: '+14155550178' } as const

describeOnDatabases('a call that is handed on while its line is in trouble', (open) => {
  async function connect() {
    const { db } = await open()
    await seedFloor(db, { agents: ['ann', 'ben'] })
    const sent: LineCommand[] = []
    const line = { answer: (_command: LineCommand): LineAnswer => ({ ok: true }) }
    const adapter = createPlainLine((command) => {
      sent.push(command)
      return line.answer(command)
    })
    const clock = createTestClock(MORNING)
    const context = createTestContext(db, clock, [adapter])
    const ann = await seatAgent(context, 'ann')
    const arrived = { type: 'arrived' as const, at: MORNING, key: 'arrived', callId, legId: customer, vendorId: 'v' }
    await applyLineEvent(context, 'plain', { ...arrived, headers: {}, from: { kind: 'withheld' }, to: SUPPORT_NUMBER })
    await context.sequencer.idle()
    await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
    await context.sequencer.idle()
    const annLeg = LegId.parse(
      (await db.selectFrom('leg').select('id').where('role', '=', 'agent').executeTakeFirstOrThrow()).id,
    )
    let key = 0
    const tell = async (legId: LegId, place: 'bridge' | 'parked') => {
      key += 1
      const said = { at: MORNING + key, key: `${key}`, callId, legId, muted: false, vendorId: legId }
      await applyLineEvent(context, 'plain', { type: 'leg', state: 'up', place, ...said })
      await context.sequencer.idle()
    }
    const tellEnd = async (legId: LegId, cause: 'normal' | 'no_answer') => {
      key += 1
      const said = { at: MORNING + key, key: `${key}`, callId, legId, cause, vendorCause: null, durationMs: null }
      await applyLineEvent(context, 'plain', { type: 'leg-ended', ...said })
      await context.sequencer.idle()
    }
    const listTargets = async () => {
      const rows = db.selectFrom('leg').select('id').where('role', '=', 'target').orderBy('started_at').orderBy('id')
      return (await rows.execute()).map((row) => LegId.parse(row.id))
    }
    await tell(annLeg, 'bridge')
    await tell(customer, 'bridge')
    expect(await readCall(db, callId)).toMatchObject({ state: 'connected', agent_id: 'ann' })
    return { db, clock, context, ann, annLeg, sent, line, tell, tellEnd, listTargets }
  }
  const hungUp = (sent: readonly LineCommand[]) => sent.flatMap(({ op, legId }) => (op === 'hang-up' ? [legId] : []))

  it('the end of somebody asked before, told late, does not end the call that is with somebody else', async () => {
    const { db, clock, context, ann, tell, tellEnd, listTargets } = await connect()
    expect(await ann.do({ type: 'call.consult', callId, to: expert })).toEqual({ ok: true })
    const [asked] = await listTargets()
    await tell(customer, 'parked')
    await tell(asked ?? customer, 'bridge')
    expect(await ann.do({ type: 'call.cancel-consult', callId })).toEqual({ ok: true })
    await clock.advance(1_000)
    expect(await ann.do({ type: 'call.transfer', callId, to: second })).toEqual({ ok: true })
    await context.sequencer.idle()
    await tellEnd(asked ?? customer, 'normal')
    expect(await readCall(db, callId)).toMatchObject({ state: 'handed_on', ended_by: null })
    const [, dialled] = await listTargets()
    await tellEnd(dialled ?? customer, 'no_answer')
    expect(await readCall(db, callId)).toMatchObject({ state: 'queued', queue_position_at: 0 })
  })

  it.each(['park', 'hang-up', 'dial'] as const)(
    'a line that fails to %s leaves nobody with who handed it on, and the customer first in line',
    async (op) => {
      const { db, context, ann, annLeg, sent, line, listTargets } = await connect()
      let isBroken = true
      line.answer = (command) => {
        if (command.op !== op || !isBroken) return { ok: true }
        isBroken = false
        return { ok: false, code: 'vendor' }
      }
      expect(await ann.do({ type: 'call.transfer', callId, to: expert })).toMatchObject({ ok: false })
      await context.sequencer.idle()
      expect(await readCall(db, callId)).toMatchObject({ state: 'queued', agent_id: null, queue_position_at: 0 })
      const [target] = await listTargets()
      expect(hungUp(sent)).toEqual(expect.arrayContaining([annLeg, target]))
    },
  )

  it('a colleague whose telephone is not picked up is not given the next call', async () => {
    const { context, ann, tellEnd, listTargets } = await connect()
    const ben = await seatAgent(context, 'ben')
    const to = { kind: 'agent', userId: UserId.parse('ben') } as const
    expect(await ann.do({ type: 'call.consult', callId, to })).toEqual({ ok: true })
    await ben.do({ type: 'call.answer', offerId: (await ben.latest('call.offered')).offer.offerId })
    await context.sequencer.idle()
    const [target] = await listTargets()
    await tellEnd(target ?? customer, 'no_answer')
    expect(await ann.latest('call.consult-changed')).toMatchObject({ consult: null, ended: 'no_answer' })
    expect(await ben.state()).toBe('not_ready(no_answer)')
  })

  it('nobody is asked about a call whose agent has just lost their line', async () => {
    const { db, context, ann, annLeg, line, tellEnd } = await connect()
    const ben = await seatAgent(context, 'ben')
    const to = { kind: 'agent', userId: UserId.parse('ben') } as const
    let said: Promise<unknown> | undefined
    line.answer = ({ op }) => {
      if (op === 'park') said ??= ann.do({ type: 'call.consult', callId, to })
      return { ok: true }
    }
    await tellEnd(annLeg, 'normal')
    expect(await said).toMatchObject({ ok: false })
    expect(await db.selectFrom('consult').selectAll().execute()).toEqual([])
    expect((await ben.latest('call.offered')).offer).toMatchObject({ kind: 'queue' })
  })

  it('a customer who talked and is sent to a busy queue waits as long there as anybody', async () => {
    const { db, clock, context, ann } = await connect()
    await db.updateTable('queue').set({ treatment: 'hang_up', max_wait_ms: 60_000 }).execute()
    await clock.advance(600_000)
    const to = { kind: 'queue', queueId: QueueId.parse(SUPPORT_QUEUE) } as const
    expect(await ann.do({ type: 'call.transfer', callId, to })).toEqual({ ok: true })
    await context.sequencer.idle()
    const timer = await db.selectFrom('timer').select('due_at').where('kind', '=', 'max-wait').executeTakeFirst()
    expect(timer?.due_at).toBe(clock.now() + 60_000)
  })

  it('a hang-up that the line refuses after the expert has left puts the customer first in line, not alone on the line', async () => {
    const { db, context, ann, line, tell, tellEnd, listTargets } = await connect()
    expect(await ann.do({ type: 'call.transfer', callId, to: expert })).toEqual({ ok: true })
    await context.sequencer.idle()
    const [target] = await listTargets()
    await tell(target ?? customer, 'bridge')
    await tell(customer, 'bridge')
    line.answer = ({ op }) => (op === 'hang-up' ? { ok: false, code: 'vendor' } : { ok: true })
    await tellEnd(target ?? customer, 'normal')
    await context.sequencer.idle()
    expect(await readCall(db, callId)).toMatchObject({ queue_position_at: 0, ended_by: null })
    expect(['queued', 'offered']).toContain((await readCall(db, callId)).state)
  })

  it('who is asked and is never let in by the line is given up, and the agent told', async () => {
    const { clock, context, ann, sent, tell, listTargets } = await connect()
    expect(await ann.do({ type: 'call.consult', callId, to: expert })).toEqual({ ok: true })
    const [asked] = await listTargets()
    await tell(asked ?? customer, 'parked')
    await clock.advance(39_000)
    await runTimers(context)
    expect(await ann.latest('call.consult-changed')).toMatchObject({ consult: { state: 'ringing' } })
    await clock.advance(1_000)
    await runTimers(context)
    await context.sequencer.idle()
    expect(await ann.latest('call.consult-changed')).toMatchObject({ consult: null, ended: 'no_answer' })
    expect(hungUp(sent)).toEqual([asked])
  })

  it('a customer who was sent to somebody whom the line never reaches is first in line again', async () => {
    const { db, clock, context, ann, sent, listTargets } = await connect()
    expect(await ann.do({ type: 'call.transfer', callId, to: expert })).toEqual({ ok: true })
    await context.sequencer.idle()
    const [target] = await listTargets()
    await clock.advance(40_000)
    await runTimers(context)
    await context.sequencer.idle()
    expect(await readCall(db, callId)).toMatchObject({ queue_position_at: 0, agent_id: null })
    expect(hungUp(sent)).toContain(target)
  })

  it('an expert who talks long with the customer is left alone', async () => {
    const { db, clock, context, ann, tell, listTargets } = await connect()
    expect(await ann.do({ type: 'call.transfer', callId, to: expert })).toEqual({ ok: true })
    await context.sequencer.idle()
    const [target] = await listTargets()
    await tell(target ?? customer, 'bridge')
    await tell(customer, 'bridge')
    await clock.advance(60_000)
    await runTimers(context)
    expect(await readCall(db, callId)).toMatchObject({ state: 'handed_on', ended_by: null })
  })

  it('an expert who hangs up in the moment of the hand-over leaves the customer first in line', async () => {
    const { db, context, ann, tell, tellEnd, listTargets } = await connect()
    expect(await ann.do({ type: 'call.consult', callId, to: expert })).toEqual({ ok: true })
    const [asked] = await listTargets()
    await tell(customer, 'parked')
    await tell(asked ?? customer, 'bridge')
    expect(await ann.do({ type: 'call.complete', callId })).toEqual({ ok: true })
    await context.sequencer.idle()
    await tellEnd(asked ?? customer, 'normal')
    expect(await readCall(db, callId)).toMatchObject({ queue_position_at: 0, ended_by: null, agent_id: null })
  })

  it('a leg that serves nobody any more is hung up by the sweep, and the call goes on', async () => {
    const { db, clock, context, ann, annLeg, line, tell, listTargets } = await connect()
    expect(await ann.do({ type: 'call.consult', callId, to: expert })).toEqual({ ok: true })
    const [asked] = await listTargets()
    const stray = asked ?? customer
    await tell(stray, 'bridge')
    line.answer = ({ op }) => (op === 'hang-up' ? { ok: false, code: 'vendor' } : { ok: true })
    await ann.do({ type: 'call.cancel-consult', callId })
    await context.sequencer.idle()
    const again: LineCommand[] = []
    const obeying = createPlainLine((command) => {
      again.push(command)
      return { ok: true }
    })
    const adapter = { ...obeying, snapshot }
    const suspects = new Map<string, number>()
    for (let look = 0; look < 3; look += 1) {
      await clock.advance(10_000)
      await sweepCalls(context, adapter, suspects)
    }
    expect(hungUp(again)).toEqual([stray])
    expect(await readCall(db, callId)).toMatchObject({ state: 'connected', agent_id: 'ann' })
    async function snapshot() {
      const legs = await db.selectFrom('leg').selectAll().where('id', 'in', [annLeg, customer, stray]).execute()
      return legs.map(({ id, role, place }) => ({
        ...{ callId, legId: LegId.parse(id), role, state: 'up' as const, place, muted: false, vendorId: id },
      }))
    }
  })
})
