import type { Kysely } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '#central/db/migrate.ts'
import { type OpenDatabase, openDatabase } from '#central/db/open-database.ts'
import type { Database } from '#central/db/schema.ts'
import { readVoicemails } from '#central/tasks/voicemail-rows.ts'
import { readBytes } from '#shared/domain/sound/byte-reader.ts'
import { readWavHeader } from '#shared/domain/sound/wav.ts'
import { type CallId, RecordingId } from '#shared/protocol/ids.ts'
import { seatAgent, seedFloor } from '#test/support/call-floor.ts'
import { addCustomer } from '#test/support/customers.ts'
import { readCall, readInteraction } from '#test/support/read-call.ts'
import type { LineFloor } from './line-floor.ts'

const CALLER = '+14155550123'
/** longer than the words before the beep on any line */
const ASKED_MS = 20_000

/** Callers whom nobody serves leave a message, told once for every line. */
export function describeVoicemail(name: string, openFloor: (db: Kysely<Database>) => Promise<LineFloor>): void {
  describe(`voicemail on ${name}`, () => {
    let database: OpenDatabase
    let floor: LineFloor

    beforeEach(async () => {
      database = await openDatabase({ url: 'sqlite::memory:' })
      await migrate(database.db)
      const queue = { treatment: 'voicemail' as const, max_wait_ms: 10_000 }
      await seedFloor(database.db, { agents: ['ann', 'ben'], queue })
      await addCustomer(database.db, 'maya', { phones: [CALLER] })
      floor = await openFloor(database.db)
    })
    afterEach(async () => {
      await floor.rig.close()
      await database.close()
    })

    const waiting = () => readVoicemails(database.db)
    const messages = () =>
      database.db.selectFrom('recording').selectAll().where('purpose', '=', 'message').orderBy('started_at').execute()
    async function callIn(messageMs: number | null): Promise<CallId> {
      const callId = await floor.rig.callIn(CALLER, { messageMs })
      await floor.settle()
      return callId
    }
    async function endedAs(callId: CallId, result: 'voicemail' | 'turned_away'): Promise<void> {
      const call = await readCall(database.db, callId)
      expect(call).toMatchObject({ state: 'ended', ended_by: 'queue' })
      expect(await readInteraction(database.db, call.interaction_id)).toMatchObject({ result, customer_id: 'maya' })
      expect(await floor.rig.adapter().snapshot()).toEqual([])
    }
    async function isThere(callId: CallId): Promise<void> {
      await endedAs(callId, 'voicemail')
      expect(await messages()).toMatchObject([{ state: 'ready', call_id: callId, customer_id: 'maya' }])
      expect(await waiting()).toMatchObject([{ phone: CALLER, customerName: 'maya' }])
    }

    it('[VM-1] who calls while nobody is signed in is asked at once, and whoever comes first takes the message on', async () => {
      const callId = await callIn(6_000)
      await floor.pass(ASKED_MS + 6_000)
      await isThere(callId)
      const [ann, ben] = [await seatAgent(floor.context(), 'ann'), await seatAgent(floor.context(), 'ben')]
      const [message] = await waiting()
      if (!message) throw new Error('no message waits')
      const { taskId } = message
      expect(await ben.do({ type: 'voicemail.take', taskId })).toEqual({ ok: true })
      expect(await ben.do({ type: 'voicemail.take', taskId })).toEqual({ ok: true })
      expect(await ann.do({ type: 'voicemail.take', taskId })).toMatchObject({ refusal: { code: 'voicemail_gone' } })
      expect(await waiting()).toEqual([])
      expect(await ben.latest('task.changed')).toEqual({ type: 'task.changed', taskId })
    })

    it('[VM-2] who waited longest is asked while everybody is in calls', async () => {
      const ann = await seatAgent(floor.context(), 'ann')
      const first = await floor.rig.callIn('+14155550188')
      await floor.settle()
      await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
      const callId = await callIn(6_000)
      await floor.pass(8_000)
      expect(await readCall(database.db, callId)).toMatchObject({ state: 'queued', ended_by: null })
      await floor.pass(2_000 + ASKED_MS + 6_000)
      const call = await readCall(database.db, callId)
      expect(call).toMatchObject({ state: 'ended', ended_by: 'queue' })
      expect(await waiting()).toHaveLength(1)
      expect(await readCall(database.db, first)).toMatchObject({ state: 'connected' })
    })

    it('[VM-3] who hangs up during the words has left nothing', async () => {
      const callId = await callIn(null)
      await floor.pass(30_000)
      await endedAs(callId, 'turned_away')
      expect(await waiting()).toEqual([])
      expect(await messages()).toMatchObject([{ state: 'failed' }])
    })

    it('[VM-4] who says nothing has left nothing', async () => {
      const callId = await callIn(0)
      await floor.pass(ASKED_MS + 30_000)
      await endedAs(callId, 'turned_away')
      expect(await waiting()).toEqual([])
      expect(await messages()).toMatchObject([{ state: 'failed' }])
    })

    it('[VM-5] central restarts while somebody speaks: the message is there, once', async () => {
      const callId = await callIn(12_000)
      await isSpeaking()
      await floor.restartCentral()
      await floor.pass(ASKED_MS + 12_000)
      await isThere(callId)
    })

    it('[VM-6] a message that ended while central was away is found', async () => {
      const callId = await callIn(12_000)
      await isSpeaking()
      // long enough for a message: a shorter one some lines do not keep
      await floor.pass(4_000)
      await floor.restartCentral(() => floor.rig.callerHangsUp(callId))
      await floor.pass(60_000)
      await isThere(callId)
    })

    it('[VM-7] facts that come late, twice and out of order make one message', async () => {
      const callId = await callIn(6_000)
      floor.rig.suffer({ late: 0.5, lateByMs: 2_000, doubled: 0.5, swallowed: 0 })
      await floor.pass(ASKED_MS + 15_000)
      await isThere(callId)
    })

    it('[VM-8] its sound can be fetched, and is gone from the line when it is kept elsewhere', async () => {
      const callId = await callIn(6_000)
      await floor.pass(ASKED_MS + 6_000)
      await isThere(callId)
      const [message] = await messages()
      if (!message) throw new Error('no message was left')
      const asked = { recordingId: RecordingId.parse(message.id), callId, vendorId: message.vendor_id ?? '' }
      const line = floor.rig.adapter()
      const sound = await line.fetchRecording?.(asked)
      if (!sound?.ok) throw new Error('no sound')
      const reader = readBytes(sound.wav)
      const { channels, rate, dataBytes } = await readWavHeader(reader)
      await reader.close()
      expect([1, 2]).toContain(channels)
      expect(rate).toBe(8_000)
      expect(dataBytes).toBeGreaterThan(0)
      await line.forgetRecording?.(asked)
      expect(await line.fetchRecording?.(asked)).toEqual({ ok: false, code: 'gone' })
    })

    /** until the beep was heard */
    async function isSpeaking(): Promise<void> {
      for (let round = 0; round < 40; round += 1) {
        await floor.pass(1_000)
        if ((await messages())[0]?.state === 'on') return
      }
      throw new Error('nobody was asked for a message')
    }
  })
}
