import type { Kysely } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '#central/db/migrate.ts'
import { type OpenDatabase, openDatabase } from '#central/db/open-database.ts'
import type { Database } from '#central/db/schema.ts'
import { readWhoHearsWhom } from '#shared/domain/call/who-hears-whom.ts'
import type { CallId } from '#shared/protocol/ids.ts'
import { seatAgent, seedFloor, signInAgent, type TestAgent } from '#test/support/call-floor.ts'
import { readCall } from '#test/support/read-call.ts'
import type { LineFloor } from './line-floor.ts'

const CALLER = '+14155550123'

/** A supervisor in an agent's call, told once for every line: who hears whom, by the line's own account. */
export function describeMonitoring(name: string, openFloor: (db: Kysely<Database>) => Promise<LineFloor>): void {
  describe(`supervising on ${name}`, () => {
    let database: OpenDatabase
    let floor: LineFloor
    let ann: TestAgent
    let sue: TestAgent
    let callId: CallId

    beforeEach(async () => {
      database = await openDatabase({ url: 'sqlite::memory:' })
      await migrate(database.db)
      await seedFloor(database.db, { agents: ['ann', 'sue'] })
      floor = await openFloor(database.db)
      ann = await seatAgent(floor.context(), 'ann')
      callId = await floor.takeCall(ann, CALLER)
      sue = await signInAgent(floor.context(), 'sue')
      expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ann' })
    })
    afterEach(async () => {
      await floor.rig.close()
      await database.close()
    })

    const call = () => readCall(database.db, callId)
    async function done(agent: TestAgent, command: Parameters<TestAgent['do']>[0]): Promise<void> {
      expect(await agent.do(command)).toEqual({ ok: true })
      await floor.pass(4_000)
    }
    const be = (mode: 'monitor' | 'whisper' | 'barge') => done(sue, { type: 'call.monitor', callId, mode })
    const monitor = async (agent = sue) => (await agent.latest('call.monitor-changed')).monitor
    /** for everybody on the line, whom they hear, by name */
    async function hears(): Promise<Record<string, string[]>> {
      const legs = await floor.rig.adapter().snapshot()
      const rows = await database.db.selectFrom('leg').selectAll().where('call_id', '=', callId).execute()
      const nameOf = (legId: string) => {
        const row = rows.find((one) => one.id === legId)
        return row?.user_id ?? row?.role ?? 'unknown'
      }
      const coached = legs.find((leg) => nameOf(leg.legId) === 'ann')?.legId ?? null
      const heard = [...readWhoHearsWhom(legs, coached)]
      return Object.fromEntries(heard.map(([ear, voices]) => [nameOf(ear), [...voices].map(nameOf).sort()]))
    }
    const apart = { customer: ['ann'], ann: ['customer'] }

    it('[MON-1] who listens hears both and is heard by nobody; the agent is not told', async () => {
      await be('monitor')
      expect(await hears()).toEqual({ ...apart, sue: ['ann', 'customer'] })
      expect(await monitor()).toMatchObject({ mode: 'monitor', state: 'on' })
      expect((await sue.latest('call.answered')).call).toMatchObject({ part: 'supervisor', userId: 'sue' })
      expect(await sue.state()).toBe('on_call')
      const told = (await ann.events()).filter((event) => JSON.stringify(event).includes('sue'))
      expect(told).toEqual([])
    })

    it('[MON-2] a whisper reaches the agent, who is told, and never the customer', async () => {
      await be('whisper')
      expect(await hears()).toEqual({ customer: ['ann'], ann: ['customer', 'sue'], sue: ['ann', 'customer'] })
      expect(await monitor(ann)).toMatchObject({ userId: 'sue', mode: 'whisper', state: 'on' })
    })

    it('[MON-3] in a barge all hear all, and back to listening nobody hears the supervisor again', async () => {
      await be('monitor')
      await be('barge')
      expect(await hears()).toEqual({
        ...{ customer: ['ann', 'sue'], ann: ['customer', 'sue'], sue: ['ann', 'customer'] },
      })
      expect(await monitor(ann)).toMatchObject({ mode: 'barge' })
      await be('whisper')
      expect((await hears()).customer).toEqual(['ann'])
      await be('monitor')
      expect(await hears()).toEqual({ ...apart, sue: ['ann', 'customer'] })
      expect(await monitor(ann)).toBeNull()
    })

    it('[MON-4] who stops is gone from the line and where they were before; the call goes on', async () => {
      await be('whisper')
      await done(sue, { type: 'call.stop-monitor', callId })
      expect(await hears()).toEqual(apart)
      expect(await sue.state()).toBe('not_ready(signed_in)')
      expect(await sue.latest('call.left')).toMatchObject({ why: 'released' })
      expect(await monitor(ann)).toBeNull()
      expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ann' })
      // and may come again
      await be('monitor')
      expect(await monitor()).toMatchObject({ state: 'on' })
    })

    it('[MON-5] a telephone that nobody picks up leaves the call alone', async () => {
      floor.rig.phone('sue', 'never')
      await be('monitor')
      await floor.pass(30_000)
      expect(await hears()).toEqual(apart)
      expect(await sue.state()).toBe('not_ready(signed_in)')
    })

    it('[MON-6] the customer hangs up: nobody stays on the line', async () => {
      await be('barge')
      floor.rig.callerHangsUp(callId)
      await floor.pass(2_000)
      expect(await floor.rig.adapter().snapshot()).toEqual([])
      expect([await ann.state(), await sue.state()]).toEqual(['wrap_up', 'not_ready(signed_in)'])
    })

    it('[MON-7] the agent hangs up: nobody stays on the line, a listener neither', async () => {
      await be('whisper')
      await done(ann, { type: 'call.hang-up', callId })
      expect(await floor.rig.adapter().snapshot()).toEqual([])
      expect(await sue.state()).toBe('not_ready(signed_in)')
    })

    it('[MON-8] taken over: the supervisor has the customer, the agent wraps up', async () => {
      await be('monitor')
      await done(sue, { type: 'call.take-over', callId })
      expect(await hears()).toEqual({ customer: ['sue'], sue: ['customer'] })
      expect(await call()).toMatchObject({ state: 'connected', agent_id: 'sue', held_since: null })
      expect((await sue.latest('call.answered')).call).toMatchObject({ part: 'owner', monitor: null })
      expect([await ann.state(), await sue.state()]).toEqual(['wrap_up', 'on_call'])
      await done(sue, { type: 'call.mute', callId })
      expect(await hears()).toEqual({ customer: [], sue: ['customer'] })
      await done(sue, { type: 'call.unmute', callId })
      floor.rig.callerHangsUp(callId)
      await floor.pass(2_000)
      expect([await floor.rig.adapter().snapshot(), await sue.state()]).toEqual([[], 'wrap_up'])
    })

    it('[MON-9] a customer on hold is fetched by who takes over', async () => {
      await be('whisper')
      await done(ann, { type: 'call.hold', callId })
      expect((await hears()).customer).toEqual([])
      await done(sue, { type: 'call.take-over', callId })
      expect(await hears()).toEqual({ customer: ['sue'], sue: ['customer'] })
    })

    it('[MON-10] the call goes on to a queue: who listened to its agent leaves', async () => {
      await be('whisper')
      const queueId = (await ann.latest('call.answered')).call.queueId
      await done(ann, { type: 'call.transfer', callId, to: { kind: 'queue', queueId } })
      const line = await hears()
      expect(Object.keys(line)).not.toContain('sue')
      expect(line.customer).toEqual([])
      expect(await sue.state()).toBe('not_ready(signed_in)')
    })

    it('[MON-11] central restarts while somebody whispers: they still do, and can go', async () => {
      await be('whisper')
      await floor.restartCentral()
      // their desk comes back to the new process
      sue = await signInAgent(floor.context(), 'sue')
      await floor.pass(30_000)
      expect((await hears()).customer).toEqual(['ann'])
      await done(sue, { type: 'call.stop-monitor', callId })
      expect(await hears()).toEqual(apart)
    })
  })
}
