import type { Kysely } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '#central/db/migrate.ts'
import { type OpenDatabase, openDatabase } from '#central/db/open-database.ts'
import type { Database } from '#central/db/schema.ts'
import type { Unanswered } from '#shared/protocol/call.ts'
import { type CallId, DialId } from '#shared/protocol/ids.ts'
import { SUPPORT_NUMBER, seatAgent, seedFloor, signInAgent, type TestAgent } from '#test/support/call-floor.ts'
import { readInteraction } from '#test/support/read-call.ts'
import { type LineFloor, numberOf, type PhoneManner } from './line-floor.ts'

const LIN = numberOf('lin')

/** Calls that agents make, with every ending, told once for every line. */
export function describeOutbound(name: string, openFloor: (db: Kysely<Database>) => Promise<LineFloor>): void {
  describe(`calls out on ${name}`, () => {
    let database: OpenDatabase
    let floor: LineFloor
    let ann: TestAgent

    beforeEach(async () => {
      database = await openDatabase({ url: 'sqlite::memory:' })
      await migrate(database.db)
      await seedFloor(database.db, { agents: ['ann', 'ben'] })
      floor = await openFloor(database.db)
      floor.rig.phone('lin', 'picks-up')
      ann = await seatAgent(floor.context(), 'ann')
    })
    afterEach(async () => {
      await floor.rig.close()
      await database.close()
    })

    const readCalls = () => database.db.selectFrom('call').selectAll().execute()
    async function call() {
      const [only, ...more] = await readCalls()
      if (!only || more.length > 0) throw new Error(`one call was wanted, there are ${more.length + (only ? 1 : 0)}`)
      return only
    }
    const dial = (dialId = 'wish-1', number = LIN) =>
      ann.do({
        ...{ type: 'call.dial', dialId: DialId.parse(dialId), number },
        ...{ queueId: null, from: null, customerId: null },
      })
    async function dialled(): Promise<CallId> {
      expect(await dial()).toEqual({ ok: true })
      return (await ann.latest('call.dialed')).call.callId
    }
    async function talking(): Promise<CallId> {
      const callId = await dialled()
      await floor.pass(6_000)
      expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ann' })
      return callId
    }
    /** the wrap-up that follows has its own end, which is not waited for */
    async function passUntilOver(): Promise<void> {
      for (let waited = 0; waited < 60 && (await call()).state !== 'ended'; waited += 1) await floor.pass(1_000)
      await floor.pass(2_000)
    }
    /** who is on the line by the line's own account */
    async function places() {
      const legs = await floor.rig.adapter().snapshot()
      return Object.fromEntries(legs.map(({ role, state, place }) => [role, `${state} ${place}`]))
    }
    async function isOver(unanswered: Unanswered | null): Promise<void> {
      expect(await call()).toMatchObject({ state: 'ended' })
      expect(await floor.rig.adapter().snapshot()).toEqual([])
      const result = (await readInteraction(database.db, (await call()).interaction_id)).result
      expect(result).toBe(unanswered === null ? 'handled' : 'missed')
      expect((await ann.latest('wrap-up.started')).wrapUp).toMatchObject({ unanswered })
      expect(await ann.state()).toBe('wrap_up')
    }

    it('[OUT-1] is on the desk at once, rings the agent first, then the number, and both talk', async () => {
      await dialled()
      expect((await ann.latest('call.dialed')).call).toMatchObject({
        ...{ direction: 'outbound', part: 'owner', answeredAt: null },
        legs: [{ role: 'agent', state: 'dialing', userId: 'ann' }],
      })
      expect(await ann.state()).toBe('on_call')
      expect(await call()).toMatchObject({ caller_number: LIN, dialled_number: SUPPORT_NUMBER, state: 'connecting' })
      await floor.pass(6_000)
      expect(await call()).toMatchObject({ state: 'connected' })
      expect(await places()).toEqual({ agent: 'up bridge', customer: 'up bridge' })
      const told = (await ann.events()).flatMap((event) => (event.type === 'leg.changed' ? [event.leg] : []))
      expect(told[0]).toMatchObject({ role: 'agent' })
      expect(told.filter((leg) => leg.role === 'customer').map((leg) => leg.state)[0]).toBe('dialing')
      expect(told.at(-1)).toMatchObject({ state: 'up', place: 'bridge' })
    })

    it('[OUT-2] who was called hangs up, and the agent wraps up', async () => {
      const callId = await talking()
      floor.rig.calledHangsUp(callId, 'lin')
      await floor.pass(3_000)
      await isOver(null)
      expect(await call()).toMatchObject({ ended_by: 'customer' })
    })

    it('[OUT-3] the agent hangs up after talking', async () => {
      const callId = await talking()
      expect(await ann.do({ type: 'call.hang-up', callId })).toEqual({ ok: true })
      await floor.pass(3_000)
      await isOver(null)
      expect(await call()).toMatchObject({ ended_by: 'agent' })
    })

    it('[OUT-4] it is worked like a call that came: held, resumed', async () => {
      const callId = await talking()
      expect(await ann.do({ type: 'call.hold', callId })).toEqual({ ok: true })
      await floor.pass(2_000)
      expect(await places()).toEqual({ agent: 'up bridge', customer: 'up parked' })
      expect(await ann.do({ type: 'call.resume', callId })).toEqual({ ok: true })
      await floor.pass(2_000)
      expect(await places()).toEqual({ agent: 'up bridge', customer: 'up bridge' })
    })

    it.each<[PhoneManner, Unanswered]>([
      ['busy', 'busy'],
      ['rejects', 'rejected'],
      ['unreachable', 'unreachable'],
      ['never', 'no_answer'],
    ])('[OUT-5] a telephone that is %s is told as %s', async (manner, unanswered) => {
      floor.rig.phone('lin', manner)
      await dialled()
      await passUntilOver()
      await isOver(unanswered)
    })

    it('[OUT-6] the agent lets it go while it rings: nobody rings any more', async () => {
      floor.rig.phone('lin', 'never')
      const callId = await dialled()
      await floor.pass(6_000)
      expect(Object.keys(await places()).sort()).toEqual(['agent', 'customer'])
      expect(await ann.do({ type: 'call.hang-up', callId })).toEqual({ ok: true })
      await floor.pass(3_000)
      await isOver('canceled')
    })

    it('[OUT-7] the agent lets it go before their own line is up: the number is never dialled', async () => {
      floor.rig.phone('ann', 'never')
      const callId = await dialled()
      await floor.settle()
      expect(await ann.do({ type: 'call.hang-up', callId })).toEqual({ ok: true })
      expect(await ann.do({ type: 'call.hang-up', callId })).toMatchObject({ ok: true })
      await floor.pass(3_000)
      await isOver('canceled')
      const legs = await database.db.selectFrom('leg').select('role').execute()
      expect(legs).toEqual([{ role: 'agent' }])
    })

    it.each<PhoneManner>(['never', 'busy', 'unreachable'])(
      '[OUT-8] the agent’s own telephone is %s: nobody is called, and the agent is told so',
      async (manner) => {
        floor.rig.phone('ann', manner)
        await dialled()
        await passUntilOver()
        await isOver('own_phone')
      },
    )

    it('[OUT-9] the agent’s line drops while it rings: who is called is let go', async () => {
      floor.rig.phone('lin', 'never')
      const callId = await dialled()
      await floor.pass(6_000)
      floor.rig.agentDrops(callId)
      await floor.pass(5_000)
      expect(await call()).toMatchObject({ state: 'ended' })
      expect(await floor.rig.adapter().snapshot()).toEqual([])
    })

    it('[OUT-10] a double click is one call, and a second wish waits for the first', async () => {
      expect(await Promise.all([dial(), dial()])).toEqual([{ ok: true }, { ok: true }])
      expect(await dial('wish-2')).toMatchObject({ refusal: { code: 'state_not_allowed' } })
      await floor.pass(6_000)
      expect(await readCalls()).toHaveLength(1)
      expect(await floor.rig.adapter().snapshot()).toHaveLength(2)
    })

    it('[OUT-11] who calls is not offered a call meanwhile', async () => {
      await talking()
      await floor.rig.callIn('+14155550123')
      await floor.pass(2_000)
      expect((await ann.events()).filter((event) => event.type === 'call.offered')).toEqual([])
    })

    it.each([0, 250, 1_000, 3_000])('[OUT-12] central restarts %i ms into it, and it comes to its end', async (ms) => {
      await dialled()
      if (ms > 0) await floor.pass(ms)
      await floor.restartCentral()
      await floor.pass(20_000)
      expect(await call()).toMatchObject({ state: 'connected' })
      expect(await places()).toEqual({ agent: 'up bridge', customer: 'up bridge' })
    })

    it('[OUT-13] facts that come late, twice and out of order end the same', async () => {
      floor.rig.suffer({ late: 0.4, lateByMs: 2_000, doubled: 0.4, swallowed: 0 })
      const callId = await dialled()
      await floor.pass(20_000)
      expect(await call()).toMatchObject({ state: 'connected' })
      floor.rig.calledHangsUp(callId, 'lin')
      await floor.pass(10_000)
      await isOver(null)
    })

    it('[OUT-14] the desk goes away while it rings: the line goes on, and the call is there when it is back', async () => {
      const callId = await dialled()
      await database.db.updateTable('agent').set({ lease_expires_at: 0 }).where('user_id', '=', 'ann').execute()
      await floor.pass(6_000)
      expect(await call()).toMatchObject({ state: 'connected' })
      const back = await signInAgent(floor.context(), 'ann', 'another-desk')
      expect(await back.state()).toBe('on_call')
      expect(await back.do({ type: 'call.hang-up', callId })).toEqual({ ok: true })
      await floor.pass(3_000)
      expect(await call()).toMatchObject({ state: 'ended' })
    })

    const readAnsweredBy = async () =>
      (await database.db.selectFrom('leg').select(['role', 'answered_by']).orderBy('role').execute()).map(
        ({ role, answered_by }) => `${role} ${answered_by}`,
      )
    /** who picked up takes a real line real seconds of listening */
    async function passUntilJudged(): Promise<void> {
      for (let waited = 0; waited < 60 && !(await readAnsweredBy()).some((one) => !one.endsWith('null')); waited += 1) {
        await floor.pass(250)
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    }

    it.each([
      ['says-hello', 'person'],
      ['voicemail', 'machine'],
    ] as const)('[OUT-15] who picks up and %s is told from the other, and the call goes on', async (manner, by) => {
      floor.rig.phone('lin', manner)
      await talking()
      await passUntilJudged()
      expect(await readAnsweredBy()).toEqual(['agent null', `customer ${by}`])
      const told = (await ann.events()).flatMap((event) => (event.type === 'leg.changed' ? [event.leg] : []))
      expect(told.at(-1)).toMatchObject({ role: 'customer', state: 'up', place: 'bridge', answeredBy: by })
      expect(await places()).toEqual({ agent: 'up bridge', customer: 'up bridge' })
    })

    it('[OUT-16] who has hung up before they were heard is nobody, and nothing of it is left on the line', async () => {
      floor.rig.phone('lin', 'voicemail')
      const callId = await talking()
      floor.rig.calledHangsUp(callId, 'lin')
      await passUntilOver()
      await isOver(null)
    })
  })
}
