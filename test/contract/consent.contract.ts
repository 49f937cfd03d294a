import type { Kysely } from 'kysely'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { migrate } from '#central/db/migrate.ts'
import { type OpenDatabase, openDatabase } from '#central/db/open-database.ts'
import type { Database } from '#central/db/schema.ts'
import { eraseRecordings } from '#central/flows/recording/erase-recordings.ts'
import { storeRecordings } from '#central/flows/recording/store-recordings.ts'
import { type CallId, CustomerId, InteractionId, RecordingId } from '#shared/protocol/ids.ts'
import { seatAgent, seedFloor, signInAgent, type TestAgent } from '#test/support/call-floor.ts'
import { addCustomer } from '#test/support/customers.ts'
import { createMemoryRecordings } from '#test/support/memory-recordings.ts'
import { createWriters } from '#test/support/write-paperwork.ts'
import type { LineFloor } from './line-floor.ts'

const CALLER = '+14155550123'

/** Nobody is recorded who does not consent, also when that shows in the middle of the call. Told once for every line. */
export function describeConsent(name: string, openFloor: (db: Kysely<Database>) => Promise<LineFloor>): void {
  describe(`consent to recording on ${name}`, () => {
    let database: OpenDatabase
    let floor: LineFloor
    let ann: TestAgent
    let ben: TestAgent
    let callId: CallId
    let store: ReturnType<typeof createMemoryRecordings>
    let write: ReturnType<typeof createWriters>

    beforeEach(async () => {
      database = await openDatabase({ url: 'sqlite::memory:' })
      await migrate(database.db)
      await seedFloor(database.db, { agents: ['ann', 'ben'], queue: { record_calls: 1 } })
      await addCustomer(database.db, 'maya', { phones: [CALLER], recordingConsent: true })
      await addCustomer(database.db, 'kim', { recordingConsent: false })
      await addCustomer(database.db, 'lee', { recordingConsent: true })
      store = createMemoryRecordings()
      floor = await openFloor(database.db)
      write = createWriters(() => floor.context())
    })
    afterEach(async () => {
      await floor.rig.close()
      await database.close()
    })

    /** The caller and ann hear each other. */
    async function connect() {
      ann = await seatAgent(floor.context(), 'ann')
      callId = await floor.takeCall(ann, CALLER, 2_000)
      ben = await seatAgent(floor.context(), 'ben')
    }
    async function talk() {
      await connect()
      expect(await told()).toEqual(['starting', 'on'])
    }
    const told = async (agent = ann) =>
      (await agent.events()).flatMap((event) =>
        event.type === 'call.recording-changed' ? [event.recording.state] : [],
      )
    const row = () => database.db.selectFrom('recording').selectAll().executeTakeFirstOrThrow()
    async function withdraw(agent: TestAgent) {
      const change = { field: 'recordingConsent' as const, value: false, baseVersion: 0 }
      await write(agent, { type: 'customer.update', customerId: CustomerId.parse('maya'), changes: [change] })
    }
    async function link(customerId: string) {
      const { interaction_id } = await row()
      const interactionId = InteractionId.parse(interaction_id)
      await write(ann, { type: 'interaction.link', interactionId, customerId: CustomerId.parse(customerId) })
    }
    async function fetchSound() {
      const { id, vendor_id } = await row()
      const asked = { recordingId: RecordingId.parse(id), callId, vendorId: vendor_id ?? '' }
      const sound = await floor.rig.adapter().fetchRecording?.(asked)
      if (sound?.ok) for await (const _ of sound.wav) break
      return sound?.ok ?? false
    }
    async function keep() {
      await eraseRecordings(floor.context(), store)
      await storeRecordings(floor.context(), store)
    }
    /** A line may tell the end of a recording a moment after it took the order. */
    async function stops() {
      await vi.waitFor(
        async () => {
          await floor.pass(250)
          expect(await row()).toMatchObject({ state: 'ready', asked: null })
        },
        { timeout: 10_000, interval: 20 },
      )
      expect((await told()).at(-1)).toBe('stopped')
    }
    async function goesOnUnrecorded() {
      await stops()
      expect(await ann.state()).toBe('on_call')
      const refused = { ok: false, refusal: { code: 'call_wrong_state' } }
      expect(await ann.do({ type: 'call.resume-recording', callId })).toEqual(refused)
    }
    async function hangUp(agent = ann) {
      expect(await agent.do({ type: 'call.hang-up', callId })).toEqual({ ok: true })
      await floor.pass(2_000)
      expect(await floor.rig.adapter().snapshot()).toEqual([])
    }

    it('[REC-11] withdrawn in the call at another desk: it ends at once, the call goes on, what was recorded is kept', async () => {
      await talk()
      await withdraw(ben)
      await goesOnUnrecorded()
      expect(await told()).toEqual(['starting', 'on', 'stopping', 'stopped'])
      await hangUp()
      await keep()
      expect(await row()).toMatchObject({ state: 'ready', stored_at: floor.clock.now(), discarded_at: null })
      expect([...store.kept.keys()]).toEqual([(await row()).id])
    })

    it('[REC-12] the call turns out to be of somebody who does not consent: it ends, and nothing of it is kept', async () => {
      await talk()
      await link('kim')
      await goesOnUnrecorded()
      expect(await fetchSound(), 'there is something to erase').toBe(true)
      await keep()
      expect(await fetchSound()).toBe(false)
      expect(store.kept.size).toBe(0)
      await hangUp()
      await keep()
      expect(await row()).toMatchObject({ state: 'failed', stored_at: null, discarded_at: expect.any(Number) })
    })

    it('[REC-13] it is of somebody else who consents: it is recorded on', async () => {
      await talk()
      await link('lee')
      await floor.pass(2_000)
      expect(await told()).toEqual(['starting', 'on'])
      await hangUp()
      expect(await row()).toMatchObject({ state: 'ready', customer_id: 'lee', discarded_at: null })
    })

    it('[REC-14] central dies before the line hears of it: it ends when central is back', async () => {
      await talk()
      floor.context().runSequence = async () => Promise.reject(new Error('killed'))
      await withdraw(ben)
      await floor.settle()
      expect((await told()).at(-1)).toBe('stopping')
      await floor.restartCentral()
      await stops()
      await hangUp(await signInAgent(floor.context(), 'ann'))
    })

    it('[REC-15] in a pause it ends all the same', async () => {
      await talk()
      expect(await ann.do({ type: 'call.pause-recording', callId })).toEqual({ ok: true })
      await floor.pass(1_000)
      await withdraw(ann)
      await goesOnUnrecorded()
      await hangUp()
    })

    it('[REC-16] a line that would not end it is asked until it does', async () => {
      await talk()
      const line = floor.rig.adapter()
      const carryOut = line.do.bind(line)
      line.do = async (command) => (command.op === 'record' ? { ok: false, code: 'vendor' } : carryOut(command))
      await withdraw(ben)
      await floor.pass(2_000)
      expect((await told()).at(-1)).toBe('stopping')
      line.do = carryOut
      await floor.pass(25_000)
      await goesOnUnrecorded()
      await hangUp()
    })

    it('[REC-17] the next agent has the call as it is, and no second recording begins', async () => {
      await talk()
      await withdraw(ann)
      await stops()
      expect(await ann.do({ type: 'call.transfer', callId, to: { kind: 'agent', userId: ben.userId } })).toEqual({
        ok: true,
      })
      await floor.pass(2_000)
      const { offer } = await ben.latest('call.offered')
      expect(await ben.do({ type: 'call.answer', offerId: offer.offerId })).toEqual({ ok: true })
      await floor.pass(2_000)
      expect((await ben.latest('call.answered')).call.recording).toEqual({ state: 'stopped' })
      expect(await told(ben)).toEqual([])
      expect(await database.db.selectFrom('recording').select('state').execute()).toEqual([{ state: 'ready' }])
      await hangUp(ben)
    })

    describe('where the queue wants it announced', () => {
      /** what the line was asked to say and to record, with what it answered */
      function listen(refuse?: 'announce') {
        const asked: string[] = []
        const line = floor.rig.adapter()
        const carryOut = line.do.bind(line)
        line.do = async (command) => {
          if (command.op !== 'announce' && command.op !== 'record') return carryOut(command)
          const answer = command.op === refuse ? ({ ok: false, code: 'unsupported' } as const) : await carryOut(command)
          asked.push(`${command.op} ${answer.ok ? 'done' : answer.code}`)
          return answer
        }
        return asked
      }
      beforeEach(() => database.db.updateTable('queue').set({ announce_recording: 1 }).execute())

      it('[REC-18] the caller is told, then recorded, and told once', async () => {
        const asked = listen()
        await talk()
        expect(asked).toEqual(['announce done', 'record done'])
        expect(await ann.do({ type: 'call.transfer', callId, to: { kind: 'agent', userId: ben.userId } })).toEqual({
          ok: true,
        })
        await floor.pass(2_000)
        const { offer } = await ben.latest('call.offered')
        expect(await ben.do({ type: 'call.answer', offerId: offer.offerId })).toEqual({ ok: true })
        await floor.pass(2_000)
        expect(asked).toHaveLength(2)
        await hangUp(ben)
      })

      it('[REC-19] who cannot be told is not recorded, and the desk says so', async () => {
        const asked = listen('announce')
        await connect()
        expect(asked).toEqual(['announce unsupported'])
        expect(await told()).toEqual(['starting', 'failed'])
        await hangUp()
        expect(await row()).toMatchObject({ state: 'failed', vendor_id: null })
      })

      it('[REC-20] central dies before it was said: it is said, and recorded then', async () => {
        const { runSequence } = floor.context()
        floor.context().runSequence = async (sequence) =>
          sequence.name === 'record' ? { ok: true } : runSequence(sequence)
        await connect()
        expect(await told()).toEqual(['starting'])
        await floor.restartCentral()
        await floor.pass(2_000)
        expect(await told()).toEqual(['starting', 'on'])
        const sent = database.db.selectFrom('journal').select(['steps', 'state']).where('flow', '=', 'record')
        expect(await sent.execute()).toEqual([{ steps: expect.stringContaining('"announce"'), state: 'done' }])
        await hangUp(await signInAgent(floor.context(), 'ann'))
      })
    })
  })
}
