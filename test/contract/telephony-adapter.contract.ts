import type { Kysely } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import { migrate } from '#central/db/migrate.ts'
import { type OpenDatabase, openDatabase } from '#central/db/open-database.ts'
import type { Database } from '#central/db/schema.ts'
import type { LineCommand } from '#central/telephony/adapter.ts'
import type { CallId } from '#shared/protocol/ids.ts'
import { LegId } from '#shared/protocol/ids.ts'
import { seatAgent, seedFloor, type TestAgent } from '#test/support/call-floor.ts'
import { readCall, readInteraction } from '#test/support/read-call.ts'
import type { LineFloor } from './line-floor.ts'

const CALLER = '+14155550123'

/**
 * What every telephony adapter owes central, told as calls: the same flows, the same scenarios, the same end, on
 * whatever line they run.
 */
export function describeTelephonyAdapter(name: string, openFloor: (db: Kysely<Database>) => Promise<LineFloor>): void {
  describe(`the telephony contract on ${name}`, () => {
    let database: OpenDatabase
    let floor: LineFloor
    let ann: TestAgent

    async function open(agents: readonly string[] = ['ann']): Promise<void> {
      database = await openDatabase({ url: 'sqlite::memory:' })
      await migrate(database.db)
      await seedFloor(database.db, { agents })
      floor = await openFloor(database.db)
      ann = await seatAgent(floor.context(), 'ann')
    }
    afterEach(async () => {
      await floor.rig.close()
      await database.close()
    })

    async function ring(): Promise<CallId> {
      const callId = await floor.rig.callIn(CALLER)
      await floor.settle()
      return callId
    }
    async function accept(agent: TestAgent = ann): Promise<void> {
      const { offer } = await agent.latest('call.offered')
      expect(await agent.do({ type: 'call.answer', offerId: offer.offerId })).toEqual({ ok: true })
    }
    async function talk(): Promise<CallId> {
      const callId = await ring()
      await accept()
      await floor.pass(1_000)
      expect(await call(callId)).toMatchObject({ state: 'connected', agent_id: 'ann' })
      return callId
    }
    const call = (callId: CallId) => readCall(database.db, callId)
    async function resultOf(callId: CallId) {
      return (await readInteraction(database.db, (await call(callId)).interaction_id)).result
    }
    async function leg(callId: CallId, role: 'customer' | 'agent') {
      return (await floor.rig.adapter().snapshot()).find((one) => one.callId === callId && one.role === role)
    }
    async function legIdOf(callId: CallId, role: 'customer' | 'agent') {
      const rows = await database.db.selectFrom('leg').selectAll().where('call_id', '=', callId).execute()
      return LegId.parse(rows.findLast((row) => row.role === role)?.id)
    }

    it('an inbound call is answered, talked, ended by the caller and wrapped up', async () => {
      await open()
      const callId = await talk()
      await floor.pass(30_000)
      floor.rig.callerHangsUp(callId)
      await floor.pass(1_000)
      expect(await call(callId)).toMatchObject({ state: 'ended', ended_by: 'customer', cause: 'normal' })
      expect(await resultOf(callId)).toBe('handled')
      expect(await ann.state()).toBe('wrap_up')
      expect(await floor.rig.adapter().snapshot()).toEqual([])
    })

    it('a withheld number stays unknown', async () => {
      await open()
      const callId = await floor.rig.callIn(null)
      await floor.settle()
      expect(await call(callId)).toMatchObject({ caller_number: null, state: 'offered' })
    })

    it('a caller who gives up is recorded as abandoned, at once as a short abandon', async () => {
      await open()
      const callId = await ring()
      await floor.pass(10_000)
      floor.rig.callerHangsUp(callId)
      await floor.pass(1_000)
      expect(await call(callId)).toMatchObject({ state: 'ended', ended_by: 'customer', answered_at: null })
      expect(await resultOf(callId)).toBe('abandoned')
      expect(await ann.state()).toBe('available')
      const quick = await ring()
      floor.rig.callerHangsUp(quick)
      await floor.pass(1_000)
      expect(await resultOf(quick)).toBe('short_abandoned')
    })

    it('an offer nobody takes puts the agent aside and the call keeps waiting, with music', async () => {
      await open()
      const callId = await ring()
      await floor.pass(21_000)
      expect(await ann.state()).toBe('not_ready(no_answer)')
      expect(await call(callId)).toMatchObject({ state: 'queued', agent_id: null })
      expect(await leg(callId, 'customer')).toMatchObject({ state: 'up', place: 'parked' })
    })

    it('a declined offer goes to the next agent', async () => {
      await open(['ann', 'ben'])
      await floor.pass(1_000)
      const ben = await seatAgent(floor.context(), 'ben')
      const callId = await ring()
      const { offer } = await ann.latest('call.offered')
      expect(await ann.do({ type: 'call.decline', offerId: offer.offerId, reason: 'busy' })).toEqual({ ok: true })
      await floor.settle()
      await accept(ben)
      await floor.pass(1_000)
      expect(await call(callId)).toMatchObject({ state: 'connected', agent_id: 'ben' })
    })

    it('is held with music, resumed, and counts the time', async () => {
      await open()
      const callId = await talk()
      expect(await ann.do({ type: 'call.hold', callId })).toEqual({ ok: true })
      await floor.settle()
      expect(await leg(callId, 'customer')).toMatchObject({ place: 'parked' })
      expect(await leg(callId, 'agent')).toMatchObject({ place: 'bridge' })
      expect((await call(callId)).held_since).not.toBeNull()
      expect(await ann.do({ type: 'call.hold', callId })).toEqual({ ok: true })
      await floor.pass(10_000)
      expect(await ann.do({ type: 'call.resume', callId })).toEqual({ ok: true })
      await floor.settle()
      expect(await leg(callId, 'customer')).toMatchObject({ place: 'bridge' })
      expect(await call(callId)).toMatchObject({ held_since: null, held_ms: 10_000 })
      expect(await ann.do({ type: 'call.resume', callId })).toEqual({ ok: true })
    })

    it('is muted on the line itself, and heard again', async () => {
      await open()
      const callId = await talk()
      expect(await ann.do({ type: 'call.mute', callId })).toEqual({ ok: true })
      await floor.settle()
      expect(await leg(callId, 'agent')).toMatchObject({ muted: true })
      expect((await ann.latest('leg.changed')).leg).toMatchObject({ role: 'agent', muted: true })
      expect(await ann.do({ type: 'call.unmute', callId })).toEqual({ ok: true })
      await floor.settle()
      expect(await leg(callId, 'agent')).toMatchObject({ muted: false })
    })

    it('is ended by the agent for both sides', async () => {
      await open()
      const callId = await talk()
      expect(await ann.do({ type: 'call.hang-up', callId })).toEqual({ ok: true })
      await floor.pass(1_000)
      expect(await call(callId)).toMatchObject({ state: 'ended', ended_by: 'agent' })
      expect(await resultOf(callId)).toBe('handled')
      expect(await floor.rig.adapter().snapshot()).toEqual([])
      expect(await ann.do({ type: 'call.hold', callId })).toMatchObject({ refusal: { code: 'call_ended' } })
    })

    it.each(['busy', 'unreachable'] as const)(
      'an accepted call whose agent’s line is %s goes back first in line, the caller still there',
      async (manner) => {
        await open()
        floor.rig.phone('ann', manner)
        const callId = await ring()
        await accept()
        await floor.pass(2_000)
        expect(await call(callId)).toMatchObject({ state: 'queued', agent_id: null, queue_position_at: 0 })
        expect(await leg(callId, 'customer')).toMatchObject({ place: 'parked' })
        expect(await ann.state()).toMatch(/^not_ready/)
      },
    )

    it('an accepted call whose agent’s line is never picked up goes back first in line', async () => {
      await open()
      floor.rig.phone('ann', 'never')
      const callId = await ring()
      await accept()
      await floor.pass(32_000)
      expect(await call(callId)).toMatchObject({ state: 'queued', agent_id: null, queue_position_at: 0 })
      expect(await leg(callId, 'agent')).toBeUndefined()
      floor.rig.phone('ann', 'picks-up')
      await ann.do({ type: 'agent.set-state', state: { kind: 'available' } })
      await floor.settle()
      await accept()
      await floor.pass(1_000)
      expect(await call(callId)).toMatchObject({ state: 'connected', agent_id: 'ann' })
    })

    it('no customer is ever put through to a voicemail box', async () => {
      await open()
      floor.rig.phone('ann', 'voicemail')
      const callId = await ring()
      await accept()
      // asked once or twice, and sooner given up than a telephone that only rings
      await floor.pass(20_000)
      expect(await call(callId)).toMatchObject({
        state: 'queued',
        agent_id: null,
        answered_at: null,
        queue_position_at: 0,
      })
      const agentLeg = await legIdOf(callId, 'agent')
      const row = await database.db.selectFrom('leg').selectAll().where('id', '=', agentLeg).executeTakeFirstOrThrow()
      expect(row).toMatchObject({ state: 'ended', cause: 'no_answer', up_at: null })
    })

    it('nor by a central that starts while the box is asked for a key', async () => {
      await open()
      floor.rig.phone('ann', 'voicemail')
      const callId = await ring()
      await accept()
      await floor.pass(2_000)
      await floor.restartCentral()
      await floor.pass(20_000)
      expect(await call(callId)).toMatchObject({ state: 'queued', agent_id: null, answered_at: null })
      expect(await leg(callId, 'agent')).toBeUndefined()
      const agentLeg = await legIdOf(callId, 'agent')
      const row = await database.db.selectFrom('leg').selectAll().where('id', '=', agentLeg).executeTakeFirstOrThrow()
      expect(row).toMatchObject({ state: 'ended', up_at: null })
    })

    it('an agent whose line drops in the call leaves a customer who waits first in line, and is taken again', async () => {
      await open()
      const callId = await talk()
      floor.rig.agentDrops(callId)
      await floor.pass(2_000)
      expect(await call(callId)).toMatchObject({ state: 'queued', agent_id: null, queue_position_at: 0 })
      expect(await leg(callId, 'customer')).toMatchObject({ state: 'up', place: 'parked' })
      await ann.do({ type: 'agent.set-state', state: { kind: 'available' } })
      await floor.settle()
      await accept()
      await floor.pass(1_000)
      expect(await call(callId)).toMatchObject({ state: 'connected', agent_id: 'ann', held_since: null })
      expect(await leg(callId, 'customer')).toMatchObject({ place: 'bridge' })
    })

    it('a restart of central in the middle of a call changes nothing, and leaves no ghost', async () => {
      await open()
      const callId = await talk()
      await ann.do({ type: 'call.hold', callId })
      await floor.settle()
      const before = await floor.rig.adapter().snapshot()
      await floor.restartCentral()
      expect(await floor.rig.adapter().snapshot()).toEqual(before)
      await floor.pass(30_000)
      expect(await call(callId)).toMatchObject({ state: 'connected', agent_id: 'ann' })
      expect((await call(callId)).held_since).not.toBeNull()
    })

    it('a caller who hung up while central was away is found out within 30 s', async () => {
      await open()
      const callId = await talk()
      await floor.restartCentral(() => floor.rig.callerHangsUp(callId))
      await floor.pass(30_000)
      expect(await call(callId)).toMatchObject({ state: 'ended' })
      expect(await ann.state()).toBe('wrap_up')
      expect(await floor.rig.adapter().snapshot()).toEqual([])
    })

    it.each([
      ['doubled', { late: 0.5, lateByMs: 3_000, doubled: 1, swallowed: 0 }],
      ['late and out of order', { late: 1, lateByMs: 4_000, doubled: 0, swallowed: 0 }],
      ['lost', { late: 0, lateByMs: 0, doubled: 0, swallowed: 1 }],
    ] as const)('when the line’s reports are %s, the call ends the same', async (_name, trouble) => {
      await open()
      const callId = await ring()
      floor.rig.suffer(trouble)
      await accept()
      await floor.pass(25_000)
      expect(await call(callId)).toMatchObject({ state: 'connected', agent_id: 'ann' })
      await ann.do({ type: 'call.hold', callId })
      await floor.pass(15_000)
      expect((await call(callId)).held_since).not.toBeNull()
      await ann.do({ type: 'call.resume', callId })
      await floor.pass(15_000)
      expect((await call(callId)).held_since).toBeNull()
      floor.rig.callerHangsUp(callId)
      await floor.pass(30_000)
      expect(await call(callId)).toMatchObject({ state: 'ended' })
      expect(await resultOf(callId)).toBe('handled')
      expect(await ann.state()).toBe('wrap_up')
    })

    it('a primitive that is sent again is harmless, and a leg that is gone says so', async () => {
      await open()
      const callId = await talk()
      const line = floor.rig.adapter()
      const legId = await legIdOf(callId, 'customer')
      const agentLegId = await legIdOf(callId, 'agent')
      const park: LineCommand = { commandId: 'once', callId, legId, op: 'park', sound: { kind: 'music' } }
      expect(await line.do(park)).toMatchObject({ ok: true })
      expect(await line.do(park)).toMatchObject({ ok: true })
      const to = { kind: 'number', address: CALLER } as const
      const dial = { op: 'dial', role: 'agent', to, from: null, timeoutMs: 20_000, confirm: true } as const
      expect(await line.do({ commandId: 'again', callId, legId: agentLegId, ...dial })).toMatchObject({ ok: true })
      await floor.restartCentral()
      expect(await floor.rig.adapter().do(park)).toMatchObject({ ok: true })
      await floor.settle()
      expect(await floor.rig.adapter().snapshot()).toHaveLength(2)
      expect(await leg(callId, 'customer')).toMatchObject({ place: 'parked' })
      floor.rig.callerHangsUp(callId)
      await floor.pass(1_000)
      for (const op of [{ op: 'bridge' }, { op: 'hang-up', cause: 'normal' }, { op: 'mute', on: true }] as const) {
        expect(await floor.rig.adapter().do({ commandId: `late-${op.op}`, callId, legId, ...op })).toMatchObject({
          code: 'gone',
        })
      }
    })
  })
}
