import type { Kysely } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '#central/db/migrate.ts'
import { type OpenDatabase, openDatabase } from '#central/db/open-database.ts'
import type { Database } from '#central/db/schema.ts'
import { readBytes } from '#shared/domain/sound/byte-reader.ts'
import { readWavHeader } from '#shared/domain/sound/wav.ts'
import { type CallId, RecordingId } from '#shared/protocol/ids.ts'
import { seatAgent, seedFloor, signInAgent, type TestAgent } from '#test/support/call-floor.ts'
import { addCustomer } from '#test/support/customers.ts'
import type { LineFloor } from './line-floor.ts'

const CALLER = '+14155550123'

/** The recording of a call, told once for every line: what the agent sees is what the line said. */
export function describeRecording(name: string, openFloor: (db: Kysely<Database>) => Promise<LineFloor>): void {
  describe(`recording on ${name}`, () => {
    let database: OpenDatabase
    let floor: LineFloor
    let ann: TestAgent
    let callId: CallId

    beforeEach(async () => {
      database = await openDatabase({ url: 'sqlite::memory:' })
      await migrate(database.db)
      await seedFloor(database.db, { agents: ['ann', 'ben'], queue: { record_calls: 1 } })
      await addCustomer(database.db, 'maya', { phones: [CALLER], recordingConsent: true })
      floor = await openFloor(database.db)
      ann = await seatAgent(floor.context(), 'ann')
      callId = await floor.takeCall(ann, CALLER, 2_000)
    })
    afterEach(async () => {
      await floor.rig.close()
      await database.close()
    })

    async function done(command: Parameters<TestAgent['do']>[0], agent = ann): Promise<void> {
      expect(await agent.do(command)).toEqual({ ok: true })
      await floor.pass(2_000)
    }
    const told = async (agent = ann) =>
      (await agent.events()).flatMap((event) =>
        event.type === 'call.recording-changed' ? [event.recording.state] : [],
      )
    const rows = () => database.db.selectFrom('recording').selectAll().execute()
    async function row() {
      const [only, ...more] = await rows()
      if (!only || more.length > 0) throw new Error('one recording was wanted')
      return only
    }
    async function isStored() {
      await floor.pass(2_000)
      expect(await row()).toMatchObject({ state: 'ready', call_id: callId, customer_id: 'maya', asked: null })
      expect((await row()).vendor_id).not.toBeNull()
      expect(await floor.rig.adapter().snapshot()).toEqual([])
    }

    it('[REC-1] begins with the conversation and is there when the caller has hung up', async () => {
      expect(await told()).toEqual(['starting', 'on'])
      floor.rig.callerHangsUp(callId)
      await isStored()
    })

    it('[REC-2] is paused and goes on, each when the line has said so', async () => {
      await done({ type: 'call.pause-recording', callId })
      expect(await told()).toEqual(['starting', 'on', 'pausing', 'paused'])
      await done({ type: 'call.resume-recording', callId })
      expect((await told()).slice(4)).toEqual(['resuming', 'on'])
      await done({ type: 'call.hang-up', callId })
      await isStored()
    })

    it('[REC-3] a call that ends in its pause has its recording', async () => {
      await done({ type: 'call.pause-recording', callId })
      floor.rig.callerHangsUp(callId)
      await isStored()
    })

    it('[REC-4] a second press of pause changes nothing and is answered', async () => {
      await done({ type: 'call.pause-recording', callId })
      await done({ type: 'call.pause-recording', callId })
      expect((await told()).at(-1)).toBe('paused')
      expect(await row()).toMatchObject({ state: 'paused', asked: null })
    })

    it('[REC-5] goes on through a hold', async () => {
      await done({ type: 'call.hold', callId })
      await done({ type: 'call.resume', callId })
      expect((await told()).at(-1)).toBe('on')
      await done({ type: 'call.hang-up', callId })
      await isStored()
    })

    it('[REC-6] one recording lasts through a hand-over, and its next agent may pause it', async () => {
      const ben = await seatAgent(floor.context(), 'ben')
      await done({ type: 'call.transfer', callId, to: { kind: 'agent', userId: ben.userId } })
      const { offer } = await ben.latest('call.offered')
      await done({ type: 'call.answer', offerId: offer.offerId }, ben)
      await done({ type: 'call.pause-recording', callId }, ben)
      expect((await told(ben)).at(-1)).toBe('paused')
      await done({ type: 'call.hang-up', callId }, ben)
      await isStored()
    })

    it('[REC-7] central restarts in a pause: it stays paused, and the line is asked again', async () => {
      await done({ type: 'call.pause-recording', callId })
      await floor.restartCentral()
      await floor.pass(2_000)
      ann = await signInAgent(floor.context(), 'ann')
      expect(await row()).toMatchObject({ state: 'paused', asked: null })
      await done({ type: 'call.resume-recording', callId })
      expect((await told()).at(-1)).toBe('on')
      await done({ type: 'call.hang-up', callId })
      await isStored()
    })

    it('[REC-8] what ended while central was away is found', async () => {
      await floor.restartCentral(() => floor.rig.callerHangsUp(callId))
      await floor.pass(45_000)
      await isStored()
    })

    it('[REC-10] its sound has both sides, and is gone from the line when it is kept elsewhere', async () => {
      await done({ type: 'call.hang-up', callId })
      await isStored()
      const kept = await row()
      const asked = { recordingId: RecordingId.parse(kept.id), callId, vendorId: kept.vendor_id ?? '' }
      const line = floor.rig.adapter()
      const sound = await line.fetchRecording?.(asked)
      if (!sound?.ok) throw new Error('no sound')
      const reader = readBytes(sound.wav)
      expect(await readWavHeader(reader)).toMatchObject({ channels: 2, rate: 8_000 })
      await reader.close()
      await line.forgetRecording?.(asked)
      await line.forgetRecording?.(asked)
      expect(await line.fetchRecording?.(asked)).toEqual({ ok: false, code: 'gone' })
    })

    it('[REC-9] facts that come late, twice and out of order end the same', async () => {
      floor.rig.suffer({ late: 0.5, lateByMs: 2_000, doubled: 0.5, swallowed: 0 })
      await done({ type: 'call.pause-recording', callId })
      await floor.pass(3_000)
      await done({ type: 'call.resume-recording', callId })
      await floor.pass(3_000)
      expect((await told()).at(-1)).toBe('on')
      floor.rig.callerHangsUp(callId)
      await floor.pass(5_000)
      await isStored()
    })
  })
}
