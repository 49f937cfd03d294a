import type { Kysely } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '#central/db/migrate.ts'
import { type OpenDatabase, openDatabase } from '#central/db/open-database.ts'
import type { Database } from '#central/db/schema.ts'
import { PARK_LIMIT_MS } from '#shared/domain/call/park.ts'
import type { CallId } from '#shared/protocol/ids.ts'
import { seatAgent, seedFloor, type TestAgent } from '#test/support/call-floor.ts'
import { readCall, readInteraction } from '#test/support/read-call.ts'
import type { LineFloor } from './line-floor.ts'

/** Calls that are put aside and picked up, told once for every line: the same flows, the same end. */
export function describeParking(name: string, openFloor: (db: Kysely<Database>) => Promise<LineFloor>): void {
  describe(`parking on ${name}`, () => {
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
      ann = await seatAgent(floor.context(), 'ann')
      callId = await floor.takeCall(ann, '+14155550123', 4_000)
      ben = await seatAgent(floor.context(), 'ben')
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
    async function park(): Promise<void> {
      await done(ann, { type: 'call.park', callId })
      expect(await places()).toEqual({ customer: 'parked' })
      expect(await call()).toMatchObject({ state: 'parked', agent_id: null, parked_by: 'ann' })
      expect(await ann.state()).toBe('wrap_up')
    }
    async function callerLeaves(): Promise<void> {
      floor.rig.callerHangsUp(callId)
      await floor.pass(2_000)
      expect(await call()).toMatchObject({ state: 'ended', ended_by: 'customer' })
      expect(await floor.rig.adapter().snapshot()).toEqual([])
      expect((await readInteraction(database.db, (await call()).interaction_id)).result).toBe('handled')
    }

    it('[PARK-1] an agent parks: the customer hears music, and a colleague goes on with them', async () => {
      await park()
      await done(ben, { type: 'call.pick-up', callId })
      expect(await places()).toEqual({ customer: 'bridge', ben: 'bridge' })
      expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ben', parked_by: null })
      await callerLeaves()
      expect(await ben.state()).toBe('wrap_up')
    })

    it('[PARK-2] the agent goes on with the customer themselves', async () => {
      await park()
      await done(ann, { type: 'call.pick-up', callId })
      expect(await places()).toEqual({ customer: 'bridge', ann: 'bridge' })
      expect(await call()).toMatchObject({ state: 'connected', agent_id: 'ann' })
      await callerLeaves()
    })

    it('[PARK-3] nobody picks it up: the customer is first in line at the limit, still with music', async () => {
      await park()
      await floor.pass(PARK_LIMIT_MS)
      expect(await call()).toMatchObject({ state: 'offered', agent_id: 'ben', queue_position_at: 0 })
      expect(await places()).toEqual({ customer: 'parked' })
    })

    it('[PARK-4] a customer who hangs up while parked is gone from everywhere', async () => {
      await park()
      await callerLeaves()
    })

    it.each(['unreachable', 'busy'] as const)(
      '[PARK-5] a picker whose telephone is %s leaves it parked, for the next one',
      async (manner) => {
        await park()
        floor.rig.phone('ben', manner)
        await done(ben, { type: 'call.pick-up', callId })
        await floor.pass(30_000)
        expect(await call()).toMatchObject({ state: 'parked', agent_id: null, parked_by: 'ann' })
        expect(await places()).toEqual({ customer: 'parked' })
        await done(ann, { type: 'call.pick-up', callId })
        expect(await places()).toEqual({ customer: 'bridge', ann: 'bridge' })
      },
    )

    it('[PARK-6] central restarts over a parked call: it stays parked, and its time runs on', async () => {
      await park()
      await floor.restartCentral()
      await floor.pass(30_000)
      expect(await call()).toMatchObject({ state: 'parked', parked_by: 'ann' })
      expect(await places()).toEqual({ customer: 'parked' })
      await floor.pass(PARK_LIMIT_MS - 30_000)
      expect(await call()).toMatchObject({ state: 'offered', queue_position_at: 0 })
    })

    it('[PARK-7] two pick it up at once: one has it', async () => {
      await park()
      const answers = await Promise.all([ann, ben].map((agent) => agent.do({ type: 'call.pick-up', callId })))
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
      await floor.pass(4_000)
      const { agent_id: winner } = await call()
      expect(await places()).toEqual({ customer: 'bridge', [winner ?? 'nobody']: 'bridge' })
    })
  })
}
