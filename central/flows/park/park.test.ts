import { expect, it } from 'vitest'
import { readParked } from '#central/floor/read-parked.ts'
import { applyLineEvent } from '#central/flows/apply-line-event.ts'
import { runTimers } from '#central/flows/run-timers.ts'
import { resumeJournal } from '#central/flows/start-flows.ts'
import type { LineAnswer, LineCommand } from '#central/telephony/adapter.ts'
import { PARK_LIMIT_MS } from '#shared/domain/call/park.ts'
import { CallId, LegId } from '#shared/protocol/ids.ts'
import { createTestContext, SUPPORT_NUMBER, seatAgent, seedFloor, signInAgent } from '#test/support/call-floor.ts'
import { addAgent } from '#test/support/customers.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { createPlainLine } from '#test/support/plain-line.ts'
import { readCall, readInteraction } from '#test/support/read-call.ts'
import { MORNING } from '#test/support/simulated-floor.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'

const callId = CallId.parse('call')
const customer = LegId.parse('customer')
const park = { type: 'call.park', callId } as const
const pickUp = { type: 'call.pick-up', callId } as const

describeOnDatabases('a call that is parked', (open) => {
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
    let key = 0
    const said = () => {
      key += 1
      return { at: clock.now() + key, key: `${key}`, callId }
    }
    const tell = async (legId: LegId, place: 'bridge' | 'parked') => {
      const leg = { type: 'leg' as const, state: 'up' as const, place, legId, muted: false, vendorId: legId }
      await applyLineEvent(context, 'plain', { ...said(), ...leg })
      await context.sequencer.idle()
    }
    const tellEnd = async (legId: LegId, cause: 'normal' | 'no_answer' = 'normal') => {
      const ended = { type: 'leg-ended' as const, legId, cause, vendorCause: null, durationMs: null }
      await applyLineEvent(context, 'plain', { ...said(), ...ended })
      await context.sequencer.idle()
    }
    const legOf = async (agent: string) => {
      const rows = db.selectFrom('leg').select('id').where('user_id', '=', agent).orderBy('started_at').orderBy('id')
      return LegId.parse((await rows.execute()).at(-1)?.id)
    }
    await tell(await legOf('ann'), 'bridge')
    await tell(customer, 'bridge')
    expect(await readCall(db, callId)).toMatchObject({ state: 'connected', agent_id: 'ann' })
    const call = () => readCall(db, callId)
    /** as one agent's command, with all that follows from it on this line */
    const done = async (agent: typeof ann, command: Parameters<typeof ann.do>[0]) => {
      expect(await agent.do(command)).toEqual({ ok: true })
      await context.sequencer.idle()
    }
    const parkIt = async () => {
      await done(ann, park)
      await tell(customer, 'parked')
      await tellEnd(await legOf('ann'))
      expect(await call()).toMatchObject({ state: 'parked', agent_id: null, parked_by: 'ann' })
    }
    const wait = async (ms: number) => {
      await clock.advance(ms)
      await db
        .updateTable('agent')
        .set({ lease_expires_at: clock.now() + 10_000 })
        .execute()
      await runTimers(context)
      await context.sequencer.idle()
    }
    const join = async (agent: string) => {
      await tell(await legOf(agent), 'parked')
      await tell(await legOf(agent), 'bridge')
      await tell(customer, 'bridge')
    }
    return { db, clock, context, ann, sent, line, tell, tellEnd, legOf, call, done, parkIt, wait, join }
  }
  type Scene = Awaited<ReturnType<typeof connect>>
  const codeOf = (answer: { ok: true } | { ok: false; refusal: { code: string } }) =>
    answer.ok ? 'ok' : answer.refusal.code
  const countDials = ({ sent }: Scene, legId: LegId) =>
    sent.filter((command) => command.op === 'dial' && command.legId === legId).length

  it('gives the customer music before its agent is let go, who writes it up', async () => {
    const scene = await connect()
    const { db, ann, sent, legOf } = scene
    const from = sent.length
    await scene.parkIt()
    expect(sent.slice(from).map(({ op, legId }) => [op, legId])).toEqual([
      ['park', customer],
      ['hang-up', await legOf('ann')],
    ])
    expect(await ann.state()).toBe('wrap_up')
    expect(await ann.latest('call.left')).toMatchObject({ why: 'transferred' })
    expect((await ann.latest('wrap-up.started')).wrapUp.handedOn).toBe(true)
    expect(await readParked(db)).toMatchObject([{ callId, parkedBy: 'ann', phone: null, customerName: null }])
  })

  it('goes to whoever serves its queue, by one press, and is one interaction all the way', async () => {
    const scene = await connect()
    const { db, context, ann, tellEnd, call, done, parkIt, join } = scene
    await parkIt()
    const ben = await seatAgent(context, 'ben')
    await done(ben, pickUp)
    expect(await readParked(db)).toEqual([])
    expect(await ben.state()).toBe('on_call')
    await join('ben')
    expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ben', parked_by: null, parked_at: null })
    expect((await ben.latest('call.answered')).call).toMatchObject({ part: 'owner' })
    await tellEnd(customer)
    expect(await ben.state()).toBe('wrap_up')
    expect(await ann.state()).toBe('wrap_up')
    expect(await readInteraction(db, (await call()).interaction_id)).toMatchObject({ result: 'handled' })
    expect(await db.selectFrom('timer').select('kind').where('kind', '=', 'park-return').execute()).toEqual([])
  })

  it('goes back to who parked it, out of the middle of their wrap-up', async () => {
    const { ann, call, done, parkIt, join } = await connect()
    await parkIt()
    await done(ann, pickUp)
    expect(await ann.latest('wrap-up.finished')).toMatchObject({ by: 'system' })
    await join('ann')
    expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ann' })
    expect(await ann.state()).toBe('on_call')
  })

  it.each([
    ['offline', { kind: 'offline' }],
    ['to lunch', { kind: 'not_ready', reason: 'lunch' }],
  ] as const)(
    'who wants to go %s after their wrap-up does so after the call they took back',
    async (_where, wanted) => {
      const { ann, call, done, parkIt, join, tellEnd } = await connect()
      await parkIt()
      await done(ann, { type: 'agent.set-state', state: wanted })
      await done(ann, pickUp)
      expect(await ann.state()).toBe('on_call')
      await join('ann')
      expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ann' })
      expect(await ann.latest('agent.state-changed')).toMatchObject({ state: { kind: 'on_call' }, next: wanted })
      await tellEnd(customer)
      expect(await ann.state()).toBe('wrap_up')
    },
  )

  it('nothing happens twice, however often somebody clicks', async () => {
    const scene = await connect()
    const { db, context, ann, sent, done, legOf, tell } = scene
    const from = sent.length
    const both = await Promise.all([ann.do(park), ann.do(park)])
    expect(both.map(codeOf)).toEqual(['ok', 'ok'])
    await context.sequencer.idle()
    expect(await db.selectFrom('wrap_up').select('id').execute()).toHaveLength(1)
    expect(sent.slice(from).filter(({ op }) => op === 'park')).toHaveLength(1)
    await tell(customer, 'parked')
    await done(ann, park)
    expect(await db.selectFrom('wrap_up').select('id').execute()).toHaveLength(1)
    const ben = await seatAgent(context, 'ben')
    const twice = await Promise.all([ben.do(pickUp), ben.do(pickUp)])
    expect(twice.map(codeOf)).toEqual(['ok', 'ok'])
    await done(ben, pickUp)
    expect(countDials(scene, await legOf('ben'))).toBe(1)
    const legs = await db.selectFrom('leg').select('id').where('user_id', '=', 'ben').execute()
    expect(legs).toHaveLength(1)
  })

  it('of two who pick it up at once one has it, and the other is told and as free as before', async () => {
    const { db, context, call, parkIt } = await connect()
    await addAgent(db, 'cho')
    await db.insertInto('queue_member').values({ queue_id: 'support', user_id: 'cho' }).execute()
    await parkIt()
    const ben = await seatAgent(context, 'ben')
    const cho = await seatAgent(context, 'cho')
    const answers = await Promise.all([ben.do(pickUp), cho.do(pickUp)])
    expect(answers.map(codeOf).sort()).toEqual(['ok', 'park_gone'])
    const [winner, loser] = answers[0].ok ? [ben, cho] : [cho, ben]
    expect(await call()).toMatchObject({ state: 'connecting', agent_id: winner.userId })
    expect(await loser.state()).toBe('available')
  })

  it('a line that refuses the music leaves the call with its agent', async () => {
    const { ann, line, call } = await connect()
    line.answer = ({ op }) => (op === 'park' ? { ok: false, code: 'vendor' } : { ok: true })
    expect(codeOf(await ann.do(park))).toBe('line_unreachable')
    expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ann', parked_by: null })
    expect(await ann.state()).toBe('on_call')
    line.answer = () => ({ ok: true })
    expect(codeOf(await ann.do({ type: 'call.hold', callId }))).toBe('ok')
  })

  it('nothing else is done for an agent whose call is on its way aside', async () => {
    const { db, context, ann, call, tell } = await connect()
    await db.updateTable('call').set({ parked_by: 'ann', parked_at: MORNING }).execute()
    for (const type of ['call.hold', 'call.resume', 'call.hang-up', 'call.mute'] as const) {
      expect(codeOf(await ann.do({ type, callId }))).toBe('call_wrong_state')
    }
    await db.updateTable('call').set({ parked_by: null, parked_at: null }).execute()
    await ann.do(park)
    await context.sequencer.idle()
    await tell(customer, 'parked')
    expect(await call()).toMatchObject({ state: 'parked' })
  })

  it.each(['no_answer', 'normal'] as const)(
    'a picker whose telephone ends with %s leaves it parked, and its time runs on',
    async (cause) => {
      const scene = await connect()
      const { clock, context, call, done, parkIt, legOf, tellEnd, wait } = scene
      await parkIt()
      const parkedAt = (await call()).parked_at ?? 0
      const ben = await seatAgent(context, 'ben')
      await clock.advance(60_000)
      await ben.renew()
      await done(ben, pickUp)
      await tellEnd(await legOf('ben'), cause)
      expect(await call()).toMatchObject({ state: 'parked', agent_id: null, parked_by: 'ann', parked_at: parkedAt })
      expect(await ben.state()).toBe('not_ready(no_answer)')
      await wait(parkedAt + PARK_LIMIT_MS - clock.now() + 1)
      expect(await call()).toMatchObject({ queue_position_at: 0, parked_by: null })
    },
  )

  it('a line that will not dial the picker leaves it parked', async () => {
    const { context, line, call, done, parkIt } = await connect()
    await parkIt()
    const ben = await seatAgent(context, 'ben')
    line.answer = ({ op }) => (op === 'dial' ? { ok: false, code: 'vendor' } : { ok: true })
    await done(ben, pickUp)
    expect(await call()).toMatchObject({ state: 'parked', agent_id: null })
    line.answer = () => ({ ok: true })
    await ben.do({ type: 'agent.set-state', state: { kind: 'available' } })
    await done(ben, pickUp)
    expect(await call()).toMatchObject({ state: 'connecting', agent_id: 'ben' })
  })

  it('a picker whose telephone rings on and on is given up, and a limit passed meanwhile counts', async () => {
    const { clock, context, call, done, parkIt, wait } = await connect()
    await parkIt()
    const ben = await seatAgent(context, 'ben')
    await clock.advance(PARK_LIMIT_MS - 2_000)
    await ben.renew()
    await done(ben, pickUp)
    await wait(3_000)
    expect(await call()).toMatchObject({ state: 'connecting', agent_id: 'ben' })
    await wait(40_000)
    expect(await call()).toMatchObject({ queue_position_at: 0, parked_by: null })
    expect(['queued', 'offered']).toContain((await call()).state)
  })

  it('a picker who changes their mind lets go of it, not of the customer; it stays theirs who talked', async () => {
    const { db, context, sent, call, done, parkIt, legOf } = await connect()
    await parkIt()
    const ben = await seatAgent(context, 'ben')
    await done(ben, pickUp)
    const interaction = async () => readInteraction(db, (await call()).interaction_id)
    expect(await interaction()).toMatchObject({ agent_id: 'ben' })
    await done(ben, { type: 'call.hang-up', callId })
    expect(await call()).toMatchObject({ state: 'parked', agent_id: null, ended_by: null })
    expect(await interaction()).toMatchObject({ agent_id: 'ann' })
    expect(await ben.state()).toBe('available')
    expect(await ben.latest('call.left')).toMatchObject({ why: 'released' })
    expect(sent.at(-1)).toMatchObject({ op: 'hang-up', legId: await legOf('ben') })
  })

  it('nobody picks it up: it rings first in line, also when who parked it has gone home', async () => {
    const { context, ann, call, parkIt, wait } = await connect()
    await parkIt()
    await ann.do({ type: 'agent.set-state', state: { kind: 'offline' } })
    const ben = await seatAgent(context, 'ben')
    await wait(PARK_LIMIT_MS - 1)
    expect(await call()).toMatchObject({ state: 'parked' })
    await wait(1)
    expect(await call()).toMatchObject({ state: 'offered', agent_id: 'ben', queue_position_at: 0, parked_by: null })
    expect((await ben.latest('call.offered')).offer).toMatchObject({ kind: 'queue' })
    expect(codeOf(await ben.do(pickUp))).toBe('park_gone')
  })

  it('a customer who hangs up ends it: parked, and while somebody picks it up', async () => {
    const { db, context, call, done, parkIt, tellEnd } = await connect()
    await parkIt()
    const ben = await seatAgent(context, 'ben')
    await done(ben, pickUp)
    await done(ben, { type: 'call.hang-up', callId })
    await tellEnd(customer)
    expect(await call()).toMatchObject({ state: 'ended', ended_by: 'customer', parked_by: null })
    expect(await readInteraction(db, (await call()).interaction_id)).toMatchObject({ result: 'handled' })
    expect(await readParked(db)).toEqual([])
    expect(codeOf(await ben.do(pickUp))).toBe('call_ended')
    expect(await ben.state()).toBe('available')
  })

  it('is not for who does not serve its queue, but for every supervisor', async () => {
    const { db, context, call, parkIt } = await connect()
    for (const [id, role] of [
      ['kim', 'agent'],
      ['sue', 'supervisor'],
    ] as const) {
      await addAgent(db, id)
      await db.updateTable('user').set({ role }).where('id', '=', id).execute()
    }
    await parkIt()
    const kim = await signInAgent(context, 'kim')
    const sue = await signInAgent(context, 'sue')
    expect(codeOf(await kim.do(pickUp))).toBe('call_not_found')
    expect(codeOf(await sue.do(pickUp))).toBe('ok')
    expect(await call()).toMatchObject({ state: 'connecting', agent_id: 'sue' })
  })

  it('is not picked up by who has another wrap-up or call in hand, or parked while somebody is asked', async () => {
    const { db, context, ann, call, parkIt } = await connect()
    const to = { kind: 'number', number: '+14155550177' } as const
    expect(codeOf(await ann.do({ type: 'call.consult', callId, to }))).toBe('ok')
    expect(codeOf(await ann.do(park))).toBe('consult_wrong_state')
    expect(codeOf(await ann.do({ type: 'call.cancel-consult', callId }))).toBe('ok')
    await context.sequencer.idle()
    await parkIt()
    const ben = await seatAgent(context, 'ben')
    await db.updateTable('agent').set({ state: 'wrap_up', subject_id: 'other' }).where('user_id', '=', 'ben').execute()
    expect(codeOf(await ben.do(pickUp))).toBe('state_not_allowed')
    expect(await call()).toMatchObject({ state: 'parked' })
  })

  it('a central that dies over the park goes on with it: music first, then the agent is let go', async () => {
    const { db, context, ann, call, legOf, sent } = await connect()
    const runSequence = context.runSequence
    context.runSequence = () => new Promise(() => {})
    void ann.do(park)
    await expect.poll(async () => (await call()).parked_by).toBe('ann')
    await expect
      .poll(async () => (await db.selectFrom('journal').select('id').where('flow', '=', 'park').execute()).length)
      .toBe(1)
    context.runSequence = runSequence
    await resumeJournal(context)
    await context.sequencer.idle()
    expect(await call()).toMatchObject({ state: 'parked', agent_id: null })
    expect(sent.at(-1)).toMatchObject({ op: 'hang-up', legId: await legOf('ann') })
    expect(await ann.state()).toBe('wrap_up')
  })
})
