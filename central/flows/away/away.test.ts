import { expect, it } from 'vitest'
import { executeLive } from '#central/flows/execute-live.ts'
import { createSequencer } from '#central/flows/sequencer.ts'
import { resumeJournal } from '#central/flows/start-flows.ts'
import type { LineCommand } from '#central/telephony/adapter.ts'
import type { PhoneBehaviour } from '#central/telephony/simulator/caller.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { seatAgent, signInAgent } from '#test/support/call-floor.ts'
import { describeOnDatabases, type OpenTestDatabase } from '#test/support/databases.ts'
import { caller, prepareFloor } from '#test/support/inbound-floor.ts'
import { readCall } from '#test/support/read-call.ts'

const phoneless = { kind: 'none' as const }
const long = { ...caller, patienceMs: 3_600_000, talkMs: 3_600_000 }

/** Ann talks on a softphone in her console; `phones` decides how a telephone behaves when it is dialled. */
async function talk(open: OpenTestDatabase, { hasSoftphone = true } = {}) {
  const phones: { next: PhoneBehaviour } = { next: { kind: 'picks-up', afterMs: 100 } }
  const { db, floor } = await prepareFloor(open)({ agents: ['ann', 'ben', 'sue'] }, { phone: () => phones.next })
  if (hasSoftphone) Object.assign(floor.simulator, { issuePhone: async () => phoneless })
  const ann = await seatAgent(floor.context, 'ann')
  const callId = floor.simulator.placeCall(long)
  await floor.settle()
  await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
  await floor.pass(1_000)
  const call = () => readCall(db, callId)
  const { answered_at: answeredAt } = await call()
  expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ann' })
  const legs = async (role: 'agent' | 'customer' | 'target') => {
    const rows = db.selectFrom('leg').selectAll().where('call_id', '=', callId).where('role', '=', role)
    return (await rows.orderBy('started_at').execute()).map(
      ({ state, place, muted }) => `${state} ${place}${muted === 1 ? ' muted' : ''}`,
    )
  }
  const timers = () => db.selectFrom('timer').select('kind').where('subject_id', '=', callId).execute()
  const tell = async (type: 'call.detach' | 'call.attach' | 'call.rejoin' | 'call.hold' | 'call.mute') =>
    expect(await ann.do({ type, callId })).toEqual({ ok: true })
  return { db, floor, ann, callId, call, legs, timers, tell, phones, answeredAt }
}

describeOnDatabases('a console that is the telephone goes away in a call', (open) => {
  it('and is back at once: its fresh leg is in the bridge before the old one goes, nobody heard music', async () => {
    const { floor, ann, call, legs, timers, tell, answeredAt } = await talk(open)
    await tell('call.detach')
    await floor.pass(1_000)
    await tell('call.rejoin')
    await floor.pass(1_000)
    expect(await legs('agent')).toEqual(['ended bridge', 'up bridge'])
    expect(await legs('customer')).toEqual(['up bridge'])
    expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ann', answered_at: answeredAt, held_ms: 0 })
    expect(await timers()).toEqual([])
    const moves = (await ann.events()).flatMap((event) =>
      event.type === 'leg.changed' && event.leg.role === 'agent' ? [event.leg] : [],
    )
    const [old, fresh] = [...new Set(moves.map(({ legId }) => legId))]
    const isBack = moves.findIndex(({ legId, place, state }) => legId === fresh && place === 'bridge' && state === 'up')
    const isGone = moves.findIndex(({ legId, state }) => legId === old && state === 'ended')
    expect(isBack).toBeGreaterThan(0)
    expect(isGone).toBeGreaterThan(isBack)
    await floor.pass(20_000)
    expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ann' })
  })

  it('and is back after the music began: the customer is taken from it', async () => {
    const { floor, call, legs, tell } = await talk(open)
    await tell('call.detach')
    await floor.pass(2_500)
    expect(await legs('customer')).toEqual(['up bridge'])
    await floor.pass(1_000)
    expect(await legs('customer')).toEqual(['up parked'])
    await floor.pass(4_000)
    await tell('call.rejoin')
    await floor.pass(1_000)
    expect(await legs('customer')).toEqual(['up bridge'])
    expect(await call()).toMatchObject({ state: 'connected', held_since: null, away_since: null })
  })

  it('and does not come back: the call is first in line, its lines are let go', async () => {
    const { floor, ann, call, legs, tell } = await talk(open)
    const ben = await seatAgent(floor.context, 'ben')
    await tell('call.detach')
    await floor.pass(14_500)
    expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ann' })
    await floor.pass(1_000)
    expect(await call()).toMatchObject({ state: 'offered', agent_id: 'ben', queue_position_at: 0 })
    expect(await legs('customer')).toEqual(['up parked'])
    expect(await legs('agent')).toEqual(['ended bridge'])
    expect(await ann.latest('call.ended')).toMatchObject({ endedBy: 'system' })
    expect(await ann.state()).toMatch(/^not_ready/)
    await ben.do({ type: 'call.answer', offerId: (await ben.latest('call.offered')).offer.offerId })
    await floor.pass(20_000)
    expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ben' })
  })

  it.each(['media is lost', 'detached first'])('by the end of its line (%s), and is back', async (how) => {
    const { floor, callId, call, legs, tell, answeredAt } = await talk(open)
    if (how === 'detached first') await tell('call.detach')
    floor.simulator.agentDrops(callId)
    await floor.pass(2_000)
    expect(await legs('agent')).toEqual(['ended bridge'])
    await tell('call.rejoin')
    await floor.pass(1_000)
    expect(await legs('agent')).toEqual(['ended bridge', 'up bridge'])
    expect(await call()).toMatchObject({ state: 'connected', answered_at: answeredAt, away_since: null })
  })

  it('held and muted: both are as they were', async () => {
    const { floor, legs, tell } = await talk(open)
    await tell('call.mute')
    await tell('call.hold')
    await floor.pass(500)
    await tell('call.detach')
    await floor.pass(5_000)
    await tell('call.rejoin')
    await floor.pass(1_000)
    expect(await legs('customer')).toEqual(['up parked'])
    expect((await legs('agent')).at(-1)).toBe('up bridge muted')
  })

  it.each(['monitor', 'whisper'] as const)(
    'in %s: the supervisor overhears the fresh leg before the old one goes',
    async (mode) => {
      const { db, floor, callId, tell, legs } = await talk(open)
      const sue = await signInAgent(floor.context, 'sue')
      expect(await sue.do({ type: 'call.monitor', callId, mode })).toEqual({ ok: true })
      await floor.pass(1_000)
      const done: string[] = []
      const carryOut = floor.simulator.do
      Object.assign(floor.simulator, {
        do: (command: LineCommand) => {
          done.push(command.op === 'listen' ? `${command.mode} ${command.to}` : command.op)
          return carryOut(command)
        },
      })
      await tell('call.detach')
      await tell('call.rejoin')
      await floor.pass(1_000)
      expect(await legs('agent')).toEqual(['ended bridge', 'up bridge'])
      const fresh = await db
        .selectFrom('leg')
        .select('id')
        .where('user_id', '=', 'ann')
        .where('state', '=', 'up')
        .execute()
      expect(done).toEqual(['dial', `${mode} ${fresh[0]?.id}`, 'hang-up'])
      expect((await sue.latest('call.monitor-changed')).monitor).toMatchObject({ mode, state: 'on' })
    },
  )

  it('and the supervisor who talked with the customer leaves too: nobody is left in silence', async () => {
    const { floor, callId, tell, legs, call } = await talk(open)
    const sue = await signInAgent(floor.context, 'sue')
    expect(await sue.do({ type: 'call.monitor', callId, mode: 'barge' })).toEqual({ ok: true })
    await floor.pass(1_000)
    await tell('call.detach')
    await floor.pass(4_000)
    expect(await legs('customer')).toEqual(['up bridge'])
    expect(await sue.do({ type: 'call.stop-monitor', callId })).toEqual({ ok: true })
    await floor.pass(3_000)
    expect(await legs('customer')).toEqual(['up parked'])
    await tell('call.rejoin')
    await floor.pass(1_000)
    expect(await legs('customer')).toEqual(['up bridge'])
    expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ann' })
  })

  it('and had only lost its desk for a moment: the old leg goes on', async () => {
    const { floor, legs, timers, tell } = await talk(open)
    await tell('call.detach')
    await floor.pass(4_000)
    await tell('call.attach')
    await floor.pass(20_000)
    expect(await legs('agent')).toEqual(['up bridge'])
    expect(await legs('customer')).toEqual(['up bridge'])
    expect(await timers()).toEqual([])
  })

  it('and the page that came back is gone before it answers: the next one is dialled anew', async () => {
    const { floor, call, legs, tell, phones } = await talk(open)
    await tell('call.detach')
    phones.next = { kind: 'never' }
    await tell('call.rejoin')
    await floor.pass(3_000)
    phones.next = { kind: 'picks-up', afterMs: 100 }
    await tell('call.rejoin')
    await tell('call.rejoin')
    await floor.pass(1_000)
    expect(await legs('agent')).toEqual(['ended bridge', 'ended parked', 'up bridge'])
    expect(await legs('customer')).toEqual(['up bridge'])
    expect(await call()).toMatchObject({ state: 'connected', away_since: null })
  })

  it('and its customer hangs up meanwhile: the agent has the wrap-up, nothing is due any more', async () => {
    const { floor, ann, callId, call, timers, tell } = await talk(open)
    await tell('call.detach')
    await floor.pass(5_000)
    floor.simulator.callerHangsUp(callId)
    await floor.pass(20_000)
    expect(await call()).toMatchObject({ state: 'ended', ended_by: 'customer' })
    expect(await ann.latest('wrap-up.started')).toMatchObject({ wrapUp: { callId } })
    expect(await timers()).toEqual([])
  })

  it('from a conference: the other two talk on, and keep the call when it stays away', async () => {
    const { floor, ann, callId, call, legs, tell } = await talk(open)
    const ben = await seatAgent(floor.context, 'ben')
    await ann.do({ type: 'call.consult', callId, to: { kind: 'agent', userId: UserId.parse('ben') } })
    await floor.settle()
    await ben.do({ type: 'call.answer', offerId: (await ben.latest('call.offered')).offer.offerId })
    await floor.pass(1_000)
    await ann.do({ type: 'call.merge', callId })
    await floor.pass(1_000)
    await tell('call.detach')
    await floor.pass(5_000)
    expect(await legs('customer')).toEqual(['up bridge'])
    await floor.pass(11_000)
    expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ben' })
    expect((await legs('agent')).toSorted()).toEqual(['ended bridge', 'up bridge'])
    expect(await ann.state()).toBe('wrap_up')
  })

  it('while central dies: the telephone is dialled by the one that starts next', async () => {
    const { floor, ann, callId, legs, tell } = await talk(open)
    await tell('call.detach')
    const dead = { ...floor.context, sequencer: createSequencer(), runSequence: () => new Promise<never>(() => {}) }
    const { userId, fence } = ann
    const rejoin = { type: 'call.rejoin' as const, callId }
    expect(await executeLive(dead, { userId, fence, command: rejoin })).toEqual({ ok: true })
    expect(await legs('agent')).toEqual(['up bridge', 'dialing parked'])
    await resumeJournal(floor.context)
    await floor.pass(1_000)
    expect(await legs('agent')).toEqual(['ended bridge', 'up bridge'])
  })

  it('of an agent with a desk phone: the closed page changes nothing', async () => {
    const { floor, ann, callId, legs, timers, tell } = await talk(open, { hasSoftphone: false })
    await tell('call.detach')
    await floor.pass(20_000)
    expect(await legs('customer')).toEqual(['up bridge'])
    expect(await timers()).toEqual([])
    await tell('call.rejoin')
    await floor.pass(1_000)
    expect(await legs('agent')).toEqual(['up bridge'])
    floor.simulator.agentDrops(callId)
    await floor.pass(1_000)
    expect(await ann.latest('call.ended')).toMatchObject({ endedBy: 'system' })
  })
})
