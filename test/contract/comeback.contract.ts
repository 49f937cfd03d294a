import type { Kysely } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '#central/db/migrate.ts'
import { type OpenDatabase, openDatabase } from '#central/db/open-database.ts'
import type { Database } from '#central/db/schema.ts'
import type { CallId } from '#shared/protocol/ids.ts'
import { seatAgent, seedFloor, signInAgent, type TestAgent } from '#test/support/call-floor.ts'
import { readCall } from '#test/support/read-call.ts'
import { type LineFloor, numberOf } from './line-floor.ts'

/** A console that is its agent's telephone is loaded anew in a call, told once for every line. */
export function describeComebacks(name: string, openFloor: (db: Kysely<Database>) => Promise<LineFloor>): void {
  describe(`a console that comes back to its call on ${name}`, () => {
    let database: OpenDatabase
    let floor: LineFloor
    let ann: TestAgent
    let callId: CallId

    beforeEach(async () => {
      database = await openDatabase({ url: 'sqlite::memory:' })
      await migrate(database.db)
      await seedFloor(database.db, { agents: ['ann', 'ben', 'sue'] })
      floor = await openFloor(database.db)
      for (const id of ['ann', 'ben', 'sue']) {
        await database.db
          .updateTable('user')
          .set({ line: `client:${id}` })
          .where('id', '=', id)
          .execute()
      }
      Object.assign(floor.rig.adapter(), { issuePhone: async () => ({ kind: 'none' }) })
      ann = await seatAgent(floor.context(), 'ann')
      callId = await floor.takeCall(ann, numberOf('caller'))
      expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ann' })
    })
    afterEach(async () => {
      await floor.rig.close()
      await database.close()
    })

    const call = () => readCall(database.db, callId)
    const steer = async (type: 'call.detach' | 'call.rejoin', agent = ann) =>
      expect(await agent.do({ type, callId })).toEqual({ ok: true })
    /** how many telephones of the agent the line holds, and where each party is, by the line's own account */
    const onLine = async () =>
      (await floor.rig.adapter().snapshot()).map(({ role, place }) => `${role} ${place}`).toSorted()

    it('[BACK-1] at once: the same call on one fresh leg, nobody was parked', async () => {
      const { answered_at } = await call()
      await steer('call.detach')
      await floor.pass(1_000)
      await steer('call.rejoin')
      await floor.pass(1_500)
      expect(await onLine()).toEqual(['agent bridge', 'customer bridge'])
      expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ann', answered_at, held_ms: 0 })
    })

    it('[BACK-2] its leg is gone and the music plays: the customer is taken from it', async () => {
      floor.rig.agentDrops(callId)
      await floor.pass(5_000)
      expect(await onLine()).toEqual(['customer parked'])
      await steer('call.rejoin')
      await floor.pass(2_000)
      expect(await onLine()).toEqual(['agent bridge', 'customer bridge'])
      expect(await call()).toMatchObject({ state: 'connected', held_since: null })
    })

    it('[BACK-3] never: the customer is first in line with music, and the old leg is let go', async () => {
      await steer('call.detach')
      await floor.pass(16_000)
      expect(await onLine()).toEqual(['customer parked'])
      expect(await call()).toMatchObject({ state: 'queued', queue_position_at: 0, agent_id: null })
      expect(await ann.state()).toMatch(/^not_ready/)
    })

    /** how the supervisor's telephone stands, by the line's own account: where, and whether it is heard there */
    const supervisorOnLine = async () =>
      (await floor.rig.adapter().snapshot())
        .filter(({ role }) => role === 'supervisor')
        .map(({ place, muted }) => `${place}${muted ? ' muted' : ''}`)
    async function supervise(mode: 'monitor' | 'whisper' | 'barge'): Promise<TestAgent> {
      const sue = await signInAgent(floor.context(), 'sue')
      expect(await sue.do({ type: 'call.monitor', callId, mode })).toEqual({ ok: true })
      await floor.pass(3_000)
      expect((await sue.latest('call.monitor-changed')).monitor).toMatchObject({ mode, state: 'on' })
      return sue
    }
    const standings = { monitor: 'listening muted', whisper: 'listening', barge: 'bridge' }

    it.each(['monitor', 'whisper', 'barge'] as const)(
      '[BACK-4] a supervisor there to %s: as before on one fresh leg',
      async (mode) => {
        const sue = await supervise(mode)
        await steer('call.detach', sue)
        await floor.pass(1_000)
        await steer('call.rejoin', sue)
        await floor.pass(3_000)
        expect(await supervisorOnLine()).toEqual([standings[mode]])
        expect((await sue.latest('call.monitor-changed')).monitor).toMatchObject({ mode, state: 'on' })
        await floor.pass(20_000)
        expect(await supervisorOnLine()).toEqual([standings[mode]])
        expect(await onLine()).toContain('customer bridge')
        expect(await sue.state()).toBe('on_call')
      },
    )

    it('[BACK-5] a supervisor whose leg is gone whispers again, to the agent alone, who was told of both', async () => {
      const sue = await supervise('whisper')
      floor.rig.colleagueDrops(callId, 'sue')
      await floor.pass(1_000)
      expect((await sue.latest('call.monitor-changed')).monitor).toMatchObject({ state: 'ringing' })
      expect((await ann.latest('call.monitor-changed')).monitor).toBeNull()
      expect(await supervisorOnLine()).toEqual([])
      await steer('call.rejoin', sue)
      await floor.pass(3_000)
      expect(await supervisorOnLine()).toEqual(['listening'])
      expect((await ann.latest('call.monitor-changed')).monitor).toMatchObject({ mode: 'whisper', state: 'on' })
    })

    it('[BACK-6] a supervisor who does not come back has left, is told so, and the call goes on', async () => {
      const sue = await supervise('barge')
      await steer('call.detach', sue)
      await floor.pass(16_000)
      expect(await onLine()).toEqual(['agent bridge', 'customer bridge'])
      expect(await sue.latest('call.left')).toMatchObject({ callId, why: 'released' })
      expect(await sue.state()).toBe('not_ready(signed_in)')
      expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ann', held_ms: 0 })
    })

    async function ask(): Promise<TestAgent> {
      const ben = await seatAgent(floor.context(), 'ben')
      expect(await ann.do({ type: 'call.consult', callId, to: { kind: 'agent', userId: ben.userId } })).toEqual(done)
      await floor.pass(1_000)
      const { offer } = await ben.latest('call.offered')
      expect(await ben.do({ type: 'call.answer', offerId: offer.offerId })).toEqual(done)
      await floor.pass(4_000)
      expect(await consult()).toBe('talking')
      return ben
    }
    const done = { ok: true }
    const consult = async () => (await ann.latest('call.consult-changed')).consult?.state ?? null
    const arrangements = {
      talking: { by: [], stands: ['agent bridge', 'customer parked', 'target bridge'] },
      aside: { by: ['call.swap'], stands: ['agent bridge', 'customer bridge', 'target parked'] },
      merged: { by: ['call.merge'], stands: ['agent bridge', 'customer bridge', 'target bridge'] },
    } as const
    const arrangement = Object.entries(arrangements) as [
      keyof typeof arrangements,
      (typeof arrangements)[keyof typeof arrangements],
    ][]

    it.each(arrangement)(
      '[BACK-7] a colleague who is asked, %s: as before on one fresh leg',
      async (state, { by, stands }) => {
        const ben = await ask()
        for (const type of by) expect(await ann.do({ type, callId })).toEqual(done)
        await floor.pass(2_000)
        expect([await consult(), await onLine()]).toEqual([state, stands])
        await steer('call.detach', ben)
        await floor.pass(1_000)
        await steer('call.rejoin', ben)
        await floor.pass(3_000)
        expect([await consult(), await onLine()]).toEqual([state, stands])
        await floor.pass(20_000)
        expect([await consult(), await onLine()]).toEqual([state, stands])
        expect(await ben.state()).toBe('on_call')
      },
    )

    it('[BACK-8] a colleague whose leg is gone rings again, muted as before, and may be given the call', async () => {
      const ben = await ask()
      expect(await ben.do({ type: 'call.mute', callId })).toEqual(done)
      await floor.pass(1_000)
      floor.rig.colleagueDrops(callId, 'ben')
      await floor.pass(1_000)
      expect([await consult(), await onLine()]).toEqual(['ringing', ['agent bridge', 'customer parked']])
      await steer('call.rejoin', ben)
      await floor.pass(3_000)
      expect([await consult(), await onLine()]).toEqual(['talking', arrangements.talking.stands])
      const target = (await floor.rig.adapter().snapshot()).find(({ role }) => role === 'target')
      expect(target).toMatchObject({ muted: true })
      expect(await ann.do({ type: 'call.complete', callId })).toEqual(done)
      await floor.pass(3_000)
      expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ben', away_since: null })
      // the line goes by whom it dialled
      expect(await onLine()).toEqual(['customer bridge', 'target bridge'])
    })

    it('[BACK-9] a colleague who does not come back has left, and the customer is still with who asked', async () => {
      const ben = await ask()
      await steer('call.detach', ben)
      await floor.pass(16_000)
      expect(await ann.latest('call.consult-changed')).toMatchObject({ consult: null, ended: 'left' })
      expect(await onLine()).toEqual(['agent bridge', 'customer parked'])
      expect(await ben.latest('call.left')).toMatchObject({ callId, why: 'released' })
      expect(await ben.state()).not.toBe('on_call')
      expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ann' })
    })

    it('[BACK-10] a colleague who is given the call while away comes back to it, or it is first in line', async () => {
      const ben = await ask()
      await steer('call.detach', ben)
      await floor.pass(1_000)
      expect(await ann.do({ type: 'call.complete', callId })).toEqual(done)
      await floor.pass(1_000)
      expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ben' })
      await floor.pass(16_000)
      expect(await call()).toMatchObject({ state: 'queued', queue_position_at: 0, agent_id: null })
      expect(await onLine()).toEqual(['customer parked'])
    })
  })
}
