import type { Kysely } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '#central/db/migrate.ts'
import { type OpenDatabase, openDatabase } from '#central/db/open-database.ts'
import type { Database } from '#central/db/schema.ts'
import type { CallId } from '#shared/protocol/ids.ts'
import { QueueId, UserId } from '#shared/protocol/ids.ts'
import { SUPPORT_QUEUE, seatAgent, seedFloor, type TestAgent } from '#test/support/call-floor.ts'
import { readCall, readInteraction } from '#test/support/read-call.ts'
import { type LineFloor, numberOf } from './line-floor.ts'

const CALLER = '+14155550123'
const EXPERT = numberOf('expert')

/** Calls that are handed on, asked about and shared, told once for every line: the same flows, the same end. */
export function describeTransfers(name: string, openFloor: (db: Kysely<Database>) => Promise<LineFloor>): void {
  describe(`transfers on ${name}`, () => {
    let database: OpenDatabase
    let floor: LineFloor
    let ann: TestAgent
    let ben: TestAgent
    let callId: CallId

    beforeEach(async () => {
      database = await openDatabase({ url: 'sqlite::memory:' })
      await migrate(database.db)
      await seedFloor(database.db, { agents: ['ann', 'ben'] })
      floor = await openFloor(database.db)
      floor.rig.phone('expert', 'picks-up')
      ann = await seatAgent(floor.context(), 'ann')
      callId = await floor.takeCall(ann, CALLER)
      ben = await seatAgent(floor.context(), 'ben')
      expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ann' })
    })
    afterEach(async () => {
      await floor.rig.close()
      await database.close()
    })

    const call = () => readCall(database.db, callId)
    const resultOf = async () => (await readInteraction(database.db, (await call()).interaction_id)).result
    const toBen = { kind: 'agent', userId: UserId.parse('ben') } as const
    const toExpert = { kind: 'number', number: EXPERT } as const
    const toQueue = { kind: 'queue', queueId: QueueId.parse(SUPPORT_QUEUE) } as const

    async function answer(agent: TestAgent): Promise<void> {
      const { offer } = await agent.latest('call.offered')
      expect(await agent.do({ type: 'call.answer', offerId: offer.offerId })).toEqual({ ok: true })
    }
    async function done(agent: TestAgent, command: Parameters<TestAgent['do']>[0]): Promise<void> {
      expect(await agent.do(command)).toEqual({ ok: true })
      await floor.pass(4_000)
    }
    /** who hears whom, by the line's own account: role, or agent's name, to place */
    async function places(): Promise<Record<string, string>> {
      const legs = await floor.rig.adapter().snapshot()
      const rows = await database.db.selectFrom('leg').selectAll().where('call_id', '=', callId).execute()
      const nameOf = (legId: string) => {
        const row = rows.find((one) => one.id === legId)
        return row?.user_id ?? row?.role ?? 'unknown'
      }
      return Object.fromEntries(legs.map((leg) => [nameOf(leg.legId), leg.place]))
    }
    async function consult(agent: TestAgent = ann) {
      return (await agent.latest('call.consult-changed')).consult
    }
    async function askExpert(): Promise<void> {
      await done(ann, { type: 'call.consult', callId, to: toExpert })
      expect(await consult()).toMatchObject({ state: 'talking', to: { kind: 'number', tail: EXPERT.slice(-4) } })
    }
    async function askBen(): Promise<void> {
      expect(await ann.do({ type: 'call.consult', callId, to: toBen })).toEqual({ ok: true })
      await floor.settle()
      expect((await ben.latest('call.offered')).offer).toMatchObject({ kind: 'consult', fromUserId: 'ann' })
      await answer(ben)
      await floor.pass(4_000)
      expect(await consult()).toMatchObject({ state: 'talking', to: toBen })
    }
    async function callerLeaves(): Promise<void> {
      floor.rig.callerHangsUp(callId)
      await floor.pass(2_000)
      expect(await call()).toMatchObject({ state: 'ended' })
      expect(await floor.rig.adapter().snapshot()).toEqual([])
      expect(await resultOf()).toBe('handled')
    }

    it('[WARM-1] an agent asks outside and hands over: customer and expert stay, the agent wraps up', async () => {
      await askExpert()
      expect(await places()).toEqual({ customer: 'parked', ann: 'bridge', target: 'bridge' })
      await done(ann, { type: 'call.complete', callId })
      expect(await places()).toEqual({ customer: 'bridge', target: 'bridge' })
      expect(await call()).toMatchObject({ state: 'handed_on', agent_id: null, held_since: null })
      expect(await ann.state()).toBe('wrap_up')
      expect(await ann.latest('call.left')).toMatchObject({ why: 'transferred' })
      expect((await ann.latest('wrap-up.started')).wrapUp.handedOn).toBe(true)
      // a second click is what the first was
      await done(ann, { type: 'call.complete', callId })
      expect(await ben.do({ type: 'call.complete', callId })).toMatchObject({ refusal: { code: 'call_not_found' } })
      await callerLeaves()
    })

    it('[WARM-2] a colleague is asked, rung with the call, and takes it over with its history', async () => {
      await askBen()
      expect((await ben.latest('call.answered')).call).toMatchObject({ part: 'consulted' })
      await done(ann, { type: 'call.complete', callId })
      expect(await places()).toEqual({ customer: 'bridge', ben: 'bridge' })
      expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ben', held_since: null })
      // what the customer waited for the first agent is no hold of the second's
      expect((await call()).held_ms).toBeLessThan(1_000)
      expect((await ben.latest('call.answered')).call).toMatchObject({ part: 'owner', consult: null })
      expect([await ann.state(), await ben.state()]).toEqual(['wrap_up', 'on_call'])
      await callerLeaves()
      expect(await ben.state()).toBe('wrap_up')
    })

    it('[WARM-3] who asked goes back to the customer, and the other is let go', async () => {
      await askBen()
      await done(ann, { type: 'call.cancel-consult', callId })
      expect(await places()).toEqual({ customer: 'bridge', ann: 'bridge' })
      expect(await ann.latest('call.consult-changed')).toMatchObject({ consult: null, ended: 'canceled' })
      expect(await ben.latest('call.left')).toMatchObject({ why: 'released' })
      expect(await ben.state()).toBe('available')
      expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ann', held_since: null })
      await callerLeaves()
    })

    it('[WARM-4] the agent goes from the one to the other and joins all three', async () => {
      await askExpert()
      await done(ann, { type: 'call.swap', callId })
      expect(await places()).toEqual({ customer: 'bridge', ann: 'bridge', target: 'parked' })
      expect(await consult()).toMatchObject({ state: 'aside' })
      await done(ann, { type: 'call.swap', callId })
      expect(await consult()).toMatchObject({ state: 'talking' })
      await done(ann, { type: 'call.merge', callId })
      expect(await places()).toEqual({ customer: 'bridge', ann: 'bridge', target: 'bridge' })
      expect(await consult()).toMatchObject({ state: 'merged' })
      expect(await ann.do({ type: 'call.hold', callId })).toMatchObject({ refusal: { code: 'consult_wrong_state' } })
      await callerLeaves()
    })

    it.each([
      ['busy', 'busy'],
      ['never', 'no_answer'],
      ['unreachable', 'failed'],
    ] as const)(
      '[WARM-5] an expert who is %s leaves the customer with the agent, who is told',
      async (manner, ended) => {
        floor.rig.phone('expert', manner)
        await done(ann, { type: 'call.consult', callId, to: toExpert })
        await floor.pass(30_000)
        expect(await ann.latest('call.consult-changed')).toMatchObject({ consult: null, ended })
        expect(await places()).toEqual({ customer: 'parked', ann: 'bridge' })
        await done(ann, { type: 'call.resume', callId })
        expect(await places()).toEqual({ customer: 'bridge', ann: 'bridge' })
      },
    )

    it('[WARM-6] a colleague who declines, or does not answer, leaves the customer with the agent', async () => {
      await done(ann, { type: 'call.consult', callId, to: toBen })
      const { offer } = await ben.latest('call.offered')
      await done(ben, { type: 'call.decline', offerId: offer.offerId, reason: 'busy' })
      expect(await ann.latest('call.consult-changed')).toMatchObject({ consult: null, ended: 'declined' })
      await done(ben, { type: 'agent.set-state', state: { kind: 'available' } })
      await done(ann, { type: 'call.consult', callId, to: toBen })
      await floor.pass(21_000)
      expect(await ann.latest('call.consult-changed')).toMatchObject({ consult: null, ended: 'no_answer' })
      expect(await ben.state()).toBe('not_ready(no_answer)')
      expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ann' })
    })

    it('[WARM-7] a customer who hangs up while somebody is asked frees everybody', async () => {
      await askBen()
      await callerLeaves()
      expect([await ann.state(), await ben.state()]).toEqual(['wrap_up', 'available'])
    })

    it('[WARM-8] who is asked leaves: the customer is still with the agent', async () => {
      await askBen()
      await done(ben, { type: 'call.hang-up', callId })
      expect(await ann.latest('call.consult-changed')).toMatchObject({ consult: null, ended: 'left' })
      expect(await ben.state()).toBe('available')
      expect(await places()).toEqual({ customer: 'parked', ann: 'bridge' })
    })

    it('[WARM-9] an agent whose line drops while asking leaves a customer who is first in line', async () => {
      await askExpert()
      floor.rig.agentDrops(callId)
      await floor.pass(6_000)
      expect(await places()).toMatchObject({ customer: 'parked' })
      expect(Object.keys(await places())).not.toContain('target')
      expect(await call()).toMatchObject({ queue_position_at: 0 })
      expect((await ben.latest('call.offered')).offer).toMatchObject({ kind: 'queue' })
    })

    it('[WARM-10] central restarts while somebody is asked: the consult goes on', async () => {
      await askExpert()
      await floor.restartCentral()
      await floor.pass(30_000)
      expect(await consult()).toMatchObject({ state: 'talking' })
      expect(await places()).toEqual({ customer: 'parked', ann: 'bridge', target: 'bridge' })
    })

    it('[BLIND-1] to a colleague: rung with the call, the first agent wraps up at once', async () => {
      await done(ann, { type: 'call.transfer', callId, to: toBen })
      expect(await ann.state()).toBe('wrap_up')
      expect((await ben.latest('call.offered')).offer).toMatchObject({ kind: 'transfer', fromUserId: 'ann' })
      await answer(ben)
      await floor.pass(4_000)
      expect(await places()).toEqual({ customer: 'bridge', ben: 'bridge' })
      expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ben' })
      await callerLeaves()
    })

    it('[BLIND-2] to a queue: whoever is free there is rung', async () => {
      await done(ann, { type: 'call.transfer', callId, to: toQueue })
      expect((await ben.latest('call.offered')).offer).toMatchObject({ kind: 'queue' })
      await answer(ben)
      await floor.pass(4_000)
      expect(await places()).toEqual({ customer: 'bridge', ben: 'bridge' })
    })

    it('[BLIND-3] to a number: customer and expert talk, and when the expert leaves the call is over', async () => {
      await done(ann, { type: 'call.transfer', callId, to: toExpert })
      expect(await places()).toEqual({ customer: 'bridge', target: 'bridge' })
      expect(await call()).toMatchObject({ state: 'handed_on', agent_id: null })
      await callerLeaves()
    })

    it('[BLIND-4] to a number that does not answer: the customer is first in line again', async () => {
      floor.rig.phone('expert', 'busy')
      await done(ann, { type: 'call.transfer', callId, to: toExpert })
      expect(await call()).toMatchObject({ state: 'offered', agent_id: 'ben', queue_position_at: 0 })
      expect(await places()).toEqual({ customer: 'parked' })
    })

    it('[BLIND-5] nobody is sent where nobody can be: the call stays with its agent', async () => {
      const code = async (to: Parameters<typeof ann.do>[0] & { type: 'call.transfer' }) => {
        const said = await ann.do(to)
        return said.ok ? 'ok' : said.refusal.code
      }
      const self = { kind: 'agent', userId: UserId.parse('ann') } as const
      expect(await code({ type: 'call.transfer', callId, to: self })).toBe('target_is_self')
      await ben.do({ type: 'agent.set-state', state: { kind: 'not_ready', reason: 'lunch' } })
      expect(await code({ type: 'call.transfer', callId, to: toBen })).toBe('target_busy')
      await ben.do({ type: 'agent.set-state', state: { kind: 'offline' } })
      expect(await code({ type: 'call.transfer', callId, to: toBen })).toBe('target_unreachable')
      const nobody = { kind: 'agent', userId: UserId.parse('nobody') } as const
      expect(await code({ type: 'call.transfer', callId, to: nobody })).toBe('target_not_found')
      const nowhere = { kind: 'queue', queueId: QueueId.parse('nowhere') } as const
      expect(await code({ type: 'call.transfer', callId, to: nowhere })).toBe('target_not_found')
      expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ann' })
      expect(await places()).toEqual({ customer: 'bridge', ann: 'bridge' })
    })

    it('[KEYS-1] key tones go to whoever is talked to, and are written nowhere', async () => {
      expect(await ann.do({ type: 'call.keypad', callId, digits: '4929#' })).toEqual({ ok: true })
      await floor.settle()
      const journal = await database.db.selectFrom('journal').select('steps').execute()
      expect(journal.filter(({ steps }) => steps.includes('4929'))).toEqual([])
    })

    it('[KEYS-2] who is asked presses keys for the customer once all three talk, and not before', async () => {
      await askBen()
      const keys = { type: 'call.keypad' as const, callId, digits: '5' }
      expect(await ben.do(keys)).toMatchObject({ refusal: { code: 'consult_wrong_state' } })
      await done(ann, { type: 'call.merge', callId })
      expect(await ben.do(keys)).toEqual({ ok: true })
    })
  })
}
