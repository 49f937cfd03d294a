import { expect, it } from 'vitest'
import { listStrayLegs } from '#central/calls/leg-rows.ts'
import { listAudit } from '#central/db/audit-log.ts'
import { ensureEpoch } from '#central/db/event-log.ts'
import { applyLineEvent } from '#central/flows/apply-line-event.ts'
import { buildSnapshot } from '#central/flows/build-snapshot.ts'
import { expireLeases } from '#central/flows/desk-lease.ts'
import { runTimers } from '#central/flows/run-timers.ts'
import { sweepCalls } from '#central/flows/sweep-calls.ts'
import type { LineAnswer, LineCommand } from '#central/telephony/adapter.ts'
import { CallId, LegId } from '#shared/protocol/ids.ts'
import { createTestContext, SUPPORT_NUMBER, seatAgent, seedFloor, signInAgent } from '#test/support/call-floor.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { createPlainLine } from '#test/support/plain-line.ts'
import { readCall } from '#test/support/read-call.ts'
import { MORNING } from '#test/support/simulated-floor.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'

const callId = CallId.parse('call')
const customer = LegId.parse('customer')

describeOnDatabases('a supervised call', (open) => {
  async function connect() {
    const { db } = await open()
    await seedFloor(db, { agents: ['ann', 'sue', 'sam'] })
    const sent: LineCommand[] = []
    const line = { answer: (_command: LineCommand): LineAnswer => ({ ok: true }) }
    const adapter = createPlainLine((command) => {
      sent.push(command)
      return line.answer(command)
    })
    const clock = createTestClock(MORNING)
    const context = createTestContext(db, clock, [adapter])
    await ensureEpoch(db, context.newId)
    const ann = await seatAgent(context, 'ann')
    const arrived = { type: 'arrived' as const, at: MORNING, key: 'arrived', callId, legId: customer, vendorId: 'v' }
    await applyLineEvent(context, 'plain', { ...arrived, headers: {}, from: { kind: 'withheld' }, to: SUPPORT_NUMBER })
    await context.sequencer.idle()
    await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
    await context.sequencer.idle()
    let key = 0
    const tell = async (legId: LegId, place: 'bridge' | 'parked' | 'listening', muted = false) => {
      key += 1
      const said = { at: MORNING + key, key: `${key}`, callId, legId, muted, vendorId: legId }
      await applyLineEvent(context, 'plain', { type: 'leg', state: 'up', place, ...said })
      await context.sequencer.idle()
    }
    const tellEnd = async (legId: LegId) => {
      key += 1
      const said = { at: MORNING + key, key: `${key}`, callId, legId, vendorCause: null, durationMs: null }
      await applyLineEvent(context, 'plain', { type: 'leg-ended', cause: 'normal', ...said })
      await context.sequencer.idle()
    }
    const legOf = async (userId: string) => {
      const legs = await db.selectFrom('leg').select('id').where('user_id', '=', userId).orderBy('started_at').execute()
      return LegId.parse(legs.at(-1)?.id)
    }
    const annLeg = await legOf('ann')
    await tell(annLeg, 'bridge')
    await tell(customer, 'bridge')
    const sue = await signInAgent(context, 'sue')
    const enter = async (mode: 'monitor' | 'whisper' | 'barge') => {
      expect(await sue.do({ type: 'call.monitor', callId, mode })).toEqual({ ok: true })
      await context.sequencer.idle()
      const leg = await legOf('sue')
      await tell(leg, 'listening', true)
      if (mode !== 'monitor') await tell(leg, mode === 'barge' ? 'bridge' : 'listening')
      return leg
    }
    const hungUp = () => sent.flatMap(({ op, legId }) => (op === 'hang-up' ? [legId] : []))
    const tick = async (ms: number) => {
      for (let left = ms; left > 0; left -= 1_000) {
        await clock.advance(1_000)
        await ann.renew()
        await sue.renew()
        await runTimers(context)
        await context.sequencer.idle()
      }
    }
    return { db, clock, context, adapter, tick, ann, sue, annLeg, sent, line, tell, tellEnd, enter, hungUp, legOf }
  }

  it('a whisper is asked of the line for its agent alone, once the telephone is up', async () => {
    const { sue, ann, sent, enter, annLeg, db, context, clock } = await connect()
    const leg = await enter('whisper')
    expect(sent.filter(({ op }) => op === 'listen')).toMatchObject([{ legId: leg, to: annLeg, mode: 'whisper' }])
    expect((await sue.latest('call.monitor-changed')).monitor).toMatchObject({ mode: 'whisper', state: 'on' })
    const calls = async (userId: typeof ann.userId) =>
      (await buildSnapshot({ db, lines: context.lines, userId, now: clock.now() })).calls.map((entry) => entry.call)
    expect(await calls(sue.userId)).toMatchObject([{ part: 'supervisor', monitor: { mode: 'whisper' } }])
    expect(await calls(ann.userId)).toMatchObject([{ part: 'owner', monitor: { userId: 'sue' } }])
    expect(sent.some(({ op, legId }) => op === 'bridge' && legId === leg)).toBe(false)
  })

  it('who listens is in no snapshot of the agent, and everything is written down', async () => {
    const { sue, ann, enter, db, context, clock } = await connect()
    await enter('monitor')
    const position = { db, lines: context.lines, userId: ann.userId, now: clock.now() }
    expect(JSON.stringify(await buildSnapshot(position))).not.toContain('sue')
    await sue.do({ type: 'call.monitor', callId, mode: 'barge' })
    await sue.do({ type: 'call.take-over', callId })
    const kept = await listAudit(db, { before: null, limit: 10 })
    expect(kept.map(({ action, actorId, subject, detail }) => [action, actorId, subject, detail.agentId])).toEqual([
      ['call.taken-over', 'sue', callId, 'ann'],
      ['call.monitored', 'sue', callId, 'ann'],
      ['call.monitored', 'sue', callId, 'ann'],
      ['call.monitored', 'sue', callId, 'ann'],
    ])
  })

  it('one supervisor at a time, none who is busy, and nobody in their own call', async () => {
    const { context, ann, sue, enter } = await connect()
    const sam = await seatAgent(context, 'sam')
    const monitor = { type: 'call.monitor', callId, mode: 'monitor' } as const
    expect(await ann.do(monitor)).toMatchObject({ refusal: { code: 'target_is_self' } })
    expect(await sue.do({ type: 'call.take-over', callId })).toMatchObject({ refusal: { code: 'call_not_found' } })
    await enter('monitor')
    expect(await sam.do(monitor)).toMatchObject({ refusal: { code: 'call_monitored' } })
    expect(await sam.do({ type: 'call.stop-monitor', callId })).toMatchObject({ refusal: { code: 'call_not_found' } })
    await sue.do({ type: 'call.stop-monitor', callId })
    await context.db
      .updateTable('agent')
      .set({ state: 'wrap_up', subject_id: 'w' })
      .where('user_id', '=', 'sam')
      .execute()
    expect(await sam.do(monitor)).toMatchObject({ refusal: { code: 'monitor_not_free' } })
  })

  it('who was available is so again, and gets the next call', async () => {
    const { context, enter, sue } = await connect()
    await sue.do({ type: 'agent.set-state', state: { kind: 'available' } })
    await enter('monitor')
    expect(await sue.state()).toBe('on_call')
    await sue.do({ type: 'call.hang-up', callId })
    await context.sequencer.idle()
    expect(await sue.state()).toBe('available')
  })

  it.each(['dial', 'listen'] as const)('a line that will not %s leaves the call as it was', async (op) => {
    const { db, line, sue, ann, hungUp, tell, legOf, context } = await connect()
    line.answer = (command) => (command.op === op ? { ok: false, code: 'vendor' } : { ok: true })
    await sue.do({ type: 'call.monitor', callId, mode: 'whisper' })
    await context.sequencer.idle()
    if (op === 'listen') await tell(await legOf('sue'), 'listening', true)
    expect(await sue.state()).toBe('not_ready(signed_in)')
    expect(hungUp()).toEqual([await legOf('sue')])
    expect([await ann.state(), (await readCall(db, callId)).agent_id]).toEqual(['on_call', 'ann'])
  })

  it('a change that the line refuses is told, and the mode stays what it is', async () => {
    const { line, sue, enter, db } = await connect()
    await enter('monitor')
    line.answer = ({ op }) => (op === 'listen' ? { ok: false, code: 'vendor' } : { ok: true })
    const barge = await sue.do({ type: 'call.monitor', callId, mode: 'barge' })
    expect(barge).toMatchObject({ refusal: { code: 'line_unreachable' } })
    expect(await sue.do({ type: 'call.take-over', callId })).toMatchObject({ ok: false })
    expect((await sue.latest('call.monitor-changed')).monitor).toMatchObject({ mode: 'monitor' })
    expect(await readCall(db, callId)).toMatchObject({ agent_id: 'ann' })
  })

  it('a desk that is gone takes its supervisor out of the call', async () => {
    const { clock, context, ann, enter, sue, hungUp, db } = await connect()
    const leg = await enter('barge')
    await clock.advance(9_000)
    await ann.renew()
    await clock.advance(2_000)
    await expireLeases(context)
    await context.sequencer.idle()
    expect(hungUp()).toEqual([leg])
    expect(await sue.state()).toBe('unreachable')
    expect(await readCall(db, callId)).toMatchObject({ state: 'connected', agent_id: 'ann' })
  })

  it('an agent whose line drops leaves the customer to the supervisor who talks with them', async () => {
    const { ann, sue, annLeg, tellEnd, enter, hungUp, db } = await connect()
    await enter('barge')
    await tellEnd(annLeg)
    expect(await readCall(db, callId)).toMatchObject({ state: 'connected', agent_id: 'sue' })
    expect([await ann.state(), await sue.state(), hungUp()]).toEqual(['wrap_up', 'on_call', []])
  })

  it.each(['monitor', 'whisper'] as const)('an agent whose line drops takes who is there to %s along', async (mode) => {
    const { sue, annLeg, tellEnd, enter, hungUp, db } = await connect()
    const leg = await enter(mode)
    await tellEnd(annLeg)
    expect(hungUp()).toEqual([leg])
    expect(await sue.state()).toBe('not_ready(signed_in)')
    expect(await readCall(db, callId)).toMatchObject({ queue_position_at: 0, ended_by: null })
  })

  it('a telephone that is picked up after the supervisor has gone is hung up', async () => {
    const { sue, hungUp, tell, legOf, context } = await connect()
    await sue.do({ type: 'call.monitor', callId, mode: 'monitor' })
    await sue.do({ type: 'call.stop-monitor', callId })
    await context.sequencer.idle()
    const leg = await legOf('sue')
    await tell(leg, 'listening', true)
    expect(hungUp()).toEqual([leg, leg])
  })

  it('a console that is dialled again and again in vain has left in the end', async () => {
    const { sue, enter, tellEnd, context, sent, adapter, ann, tick } = await connect()
    Object.assign(adapter, { issuePhone: async () => ({ kind: 'none' }) })
    const leg = await enter('barge')
    await tellEnd(leg)
    expect((await ann.latest('call.monitor-changed')).monitor).toBeNull()
    const dialled = () => sent.filter(({ op, legId }) => op === 'dial' && legId !== leg).map(({ legId }) => legId)
    const before = dialled().length
    for (let second = 0; second < 30; second += 1) {
      await sue.do({ type: 'call.rejoin', callId })
      await context.sequencer.idle()
      await tick(1_000)
    }
    // each that rings at nobody is let go for the next
    const tries = dialled().slice(before)
    expect(tries.length).toBeGreaterThan(3)
    expect(tries.length).toBeLessThan(8)
    await tellEnd(tries.at(-1) ?? leg)
    expect(await sue.latest('call.left')).toMatchObject({ callId, why: 'released' })
    expect(await sue.state()).toBe('not_ready(signed_in)')
    expect(await sue.do({ type: 'call.rejoin', callId })).toMatchObject({ refusal: { code: 'call_not_found' } })
  })

  it('of a console that came back the leg before goes first, and both go with who leaves', async () => {
    const { sue, enter, adapter, hungUp, legOf, context, sent } = await connect()
    Object.assign(adapter, { issuePhone: async () => ({ kind: 'none' }) })
    const leg = await enter('whisper')
    expect(await sue.do({ type: 'call.rejoin', callId })).toEqual({ ok: true })
    await context.sequencer.idle()
    const fresh = await legOf('sue')
    expect(fresh).not.toBe(leg)
    expect(sent.slice(-2)).toMatchObject([
      { op: 'hang-up', legId: leg },
      { op: 'dial', legId: fresh },
    ])
    await sue.do({ type: 'call.stop-monitor', callId })
    await context.sequencer.idle()
    expect(new Set(hungUp())).toEqual(new Set([leg, fresh]))
  })

  it('a page that only lost its desk stays in the call', async () => {
    const { db, sue, enter, adapter, tick } = await connect()
    Object.assign(adapter, { issuePhone: async () => ({ kind: 'none' }) })
    await enter('whisper')
    const timers = () => db.selectFrom('timer').select('kind').where('subject_id', '=', callId).execute()
    await sue.do({ type: 'call.detach', callId })
    expect(await timers()).toEqual([{ kind: 'monitor-away' }])
    await sue.do({ type: 'call.attach', callId })
    expect(await timers()).toEqual([])
    await tick(20_000)
    expect(await sue.state()).toBe('on_call')
  })

  it('a supervisor with a desk phone loses nothing by a closed page, and has left when they hang up', async () => {
    const { db, sue, enter, tellEnd, sent } = await connect()
    const leg = await enter('monitor')
    const dials = sent.filter(({ op }) => op === 'dial').length
    for (const type of ['call.detach', 'call.rejoin'] as const)
      expect(await sue.do({ type, callId })).toEqual({ ok: true })
    expect(await db.selectFrom('timer').select('kind').where('subject_id', '=', callId).execute()).toEqual([])
    expect(sent.filter(({ op }) => op === 'dial')).toHaveLength(dials)
    await tellEnd(leg)
    expect(await sue.latest('call.left')).toMatchObject({ callId })
  })

  it('the last wish counts while the telephone still rings', async () => {
    const { sue, sent, tell, legOf, context } = await connect()
    await sue.do({ type: 'call.monitor', callId, mode: 'barge' })
    await sue.do({ type: 'call.monitor', callId, mode: 'monitor' })
    await context.sequencer.idle()
    await tell(await legOf('sue'), 'listening', true)
    expect(sent.filter(({ op }) => op === 'listen')).toEqual([])
    expect((await sue.latest('call.monitor-changed')).monitor).toMatchObject({ mode: 'monitor', state: 'on' })
  })

  it('a supervisor whom the line would not let go is let go by the sweep, and hears no more', async () => {
    const { db, clock, context, sue, enter, line } = await connect()
    const leg = await enter('barge')
    line.answer = ({ op }) => (op === 'hang-up' ? { ok: false, code: 'vendor' } : { ok: true })
    expect(await sue.do({ type: 'call.stop-monitor', callId })).toEqual({ ok: true })
    await context.sequencer.idle()
    const again: LineCommand[] = []
    const obeying = createPlainLine((command) => {
      again.push(command)
      return { ok: true }
    })
    const snapshot = async () =>
      (await db.selectFrom('leg').selectAll().execute()).map(({ id, role, place, muted }) => ({
        ...{ callId, legId: LegId.parse(id), role, place, muted: muted === 1 },
        ...{ state: 'up' as const, vendorId: id },
      }))
    const suspects = new Map<string, number>()
    for (let look = 0; look < 3; look += 1) {
      await clock.advance(5_000)
      await sweepCalls(context, { ...obeying, snapshot }, suspects)
    }
    expect(again).toMatchObject([{ op: 'hang-up', legId: leg }])
    expect(await readCall(db, callId)).toMatchObject({ state: 'connected', agent_id: 'ann' })
  })

  it('a supervisor who is in the call is no stray, and neither is one whose telephone rings', async () => {
    const { db, sue, legOf, tell } = await connect()
    expect(await sue.do({ type: 'call.monitor', callId, mode: 'monitor' })).toEqual({ ok: true })
    expect(await listStrayLegs(db)).toEqual(new Set())
    await tell(await legOf('sue'), 'listening', true)
    expect(await listStrayLegs(db)).toEqual(new Set())
  })
})
