import type { Kysely } from 'kysely'
import { expect, it } from 'vitest'
import type { Database } from '#central/db/schema.ts'
import { applyLineEvent } from '#central/flows/apply-line-event.ts'
import { settleRecordings } from '#central/flows/recording/settle-recordings.ts'
import { runTimers } from '#central/flows/run-timers.ts'
import { resumeJournal } from '#central/flows/start-flows.ts'
import { findStored, mayHear } from '#central/recordings/stored-rows.ts'
import { readVoicemails } from '#central/tasks/voicemail-rows.ts'
import type { LineAnswer, LineCommand, LineEvent } from '#central/telephony/adapter.ts'
import { CallId, LegId, type RecordingId, UserId } from '#shared/protocol/ids.ts'
import { createTestContext, SUPPORT_NUMBER, seatAgent, seedFloor } from '#test/support/call-floor.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { createPlainLine } from '#test/support/plain-line.ts'
import { readCall, readInteraction } from '#test/support/read-call.ts'
import { MORNING } from '#test/support/simulated-floor.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { MESSAGE_MAX_MS } from './take-voicemail.ts'

const callId = CallId.parse('call')
const legId = LegId.parse('customer')

describeOnDatabases('a caller who is asked for a message', (open) => {
  async function callIn(answer: (command: LineCommand) => LineAnswer = () => ({ ok: true }), voicemail = true) {
    const { db } = await open()
    await seedFloor(db, { agents: ['ann', 'ben'], queue: { treatment: 'voicemail' } })
    const sent: LineCommand[] = []
    const line = createPlainLine((command) => {
      sent.push(command)
      return answer(command)
    })
    line.capabilities.voicemail = voicemail
    const clock = createTestClock(MORNING)
    const context = createTestContext(db, clock, [line])
    const tell = async (event: LineEvent) => {
      await applyLineEvent(context, 'plain', event)
      await context.sequencer.idle()
    }
    const arrived = { type: 'arrived' as const, at: MORNING, key: 'arrived', callId, legId, vendorId: 'v' }
    await tell({ ...arrived, headers: {}, from: { kind: 'number', address: '+14155550123' }, to: SUPPORT_NUMBER })
    const taken = sent.find((command) => command.op === 'take-message')
    let key = 0
    const tellRecording = (state: 'on' | 'stopped' | 'ready' | 'failed') => {
      key += 1
      return tell({
        ...{ type: 'recording', at: clock.now() + key, key: `r${key}`, callId, vendorId: 'rec', state },
        ...{ recordingId: taken?.recordingId ?? ('' as RecordingId), durationMs: 4_000, sizeBytes: null },
      })
    }
    const tellEnd = () =>
      tell({
        ...{ type: 'leg-ended', at: clock.now() + 90, key: 'end', callId, legId },
        ...{ cause: 'normal', vendorCause: null, durationMs: null },
      })
    const result = async () => (await readInteraction(db, (await readCall(db, callId)).interaction_id)).result
    return { db, clock, context, sent, taken, tellRecording, tellEnd, result }
  }
  const opsOf = (sent: readonly LineCommand[]) => sent.map(({ op }) => op).slice(-2)
  const readTask = (db: Kysely<Database>) => db.selectFrom('task').selectAll().execute()

  it('leaves it for everybody who serves the queue', async () => {
    const { db, sent, taken, tellRecording, tellEnd, result } = await callIn()
    expect(opsOf(sent)).toEqual(['answer', 'take-message'])
    expect(taken).toMatchObject({ sound: { kind: 'say', language: 'en' }, maxMs: MESSAGE_MAX_MS })
    await tellRecording('on')
    await tellRecording('stopped')
    expect(await readTask(db)).toEqual([])
    await tellRecording('ready')
    await tellEnd()
    expect(await result()).toBe('voicemail')
    expect(await readVoicemails(db)).toEqual([
      {
        ...{ taskId: taken?.recordingId, queueId: 'support', customerName: null, phone: '+14155550123' },
        ...{ leftAt: MORNING, durationMs: 4_000 },
      },
    ])
  })

  it('has left it though the line says so after the end', async () => {
    const { db, tellRecording, tellEnd, result } = await callIn()
    await tellRecording('on')
    await tellEnd()
    expect(await result()).toBe('turned_away')
    await tellRecording('ready')
    await tellRecording('ready')
    expect(await result()).toBe('voicemail')
    expect(await readTask(db)).toHaveLength(1)
  })

  it('leaves nothing when the line has nothing', async () => {
    const { db, tellRecording, tellEnd, result } = await callIn()
    await tellRecording('failed')
    await tellEnd()
    expect(await result()).toBe('turned_away')
    expect(await readTask(db)).toEqual([])
  })

  it('is hung up when the line will not take a message', async () => {
    const refusing = await callIn(({ op }) => (op === 'take-message' ? { ok: false, code: 'vendor' } : { ok: true }))
    expect(opsOf(refusing.sent)).toEqual(['take-message', 'hang-up'])
    expect(await refusing.db.selectFrom('recording').select('state').execute()).toEqual([{ state: 'failed' }])
  })

  it('hears that nobody is there on a line that takes no messages', async () => {
    const { sent } = await callIn(undefined, false)
    expect(sent.some(({ op }) => op === 'take-message')).toBe(false)
    expect(sent.at(-1)?.op).toMatch(/^(say|hang-up)$/)
  })

  it('is asked by the next central when this one died before the line heard of it, for the same message', async () => {
    let dead = true
    const { db, context, sent, taken } = await callIn(({ op }) => {
      if (op === 'take-message' && dead) throw new Error('this central died')
      return { ok: true }
    })
    dead = false
    await db.updateTable('journal').set({ state: 'running', step: 1 }).where('flow', '=', 'voicemail').execute()
    await db.updateTable('recording').set({ state: 'starting' }).execute()
    await resumeJournal(context)
    await context.sequencer.idle()
    const asked = sent.flatMap((command) => (command.op === 'take-message' ? [command.recordingId] : []))
    expect(asked).toEqual([taken?.recordingId, taken?.recordingId])
  })

  it('has left it though a central that came back was told that they are gone', async () => {
    let gone = false
    const { clock, context, sent, taken, tellRecording, tellEnd, result } = await callIn(({ op }) => {
      if (op === 'take-message' && !gone) throw new Error('this central died')
      return gone && op !== 'record' ? { ok: false, code: 'gone' } : { ok: true }
    })
    gone = true
    await context.db.updateTable('journal').set({ state: 'running', step: 1 }).where('flow', '=', 'voicemail').execute()
    await context.db.updateTable('recording').set({ state: 'starting' }).execute()
    await resumeJournal(context)
    await context.sequencer.idle()
    await tellEnd()
    await clock.advance(11_000)
    await settleRecordings(context, 'plain')
    await context.sequencer.idle()
    expect(sent.at(-1)).toMatchObject({
      op: 'record',
      act: 'stop',
      purpose: 'message',
      recordingId: taken?.recordingId,
    })
    await tellRecording('ready')
    expect(await result()).toBe('voicemail')
  })

  it('is let go when the line keeps them for longer than any message', async () => {
    const { clock, context, sent } = await callIn()
    await clock.advance(MESSAGE_MAX_MS + 59_000)
    await runTimers(context)
    expect(sent.at(-1)?.op).toBe('take-message')
    await clock.advance(2_000)
    await runTimers(context)
    await context.sequencer.idle()
    expect(sent.at(-1)?.op).toBe('hang-up')
  })

  it('is heard by who serves the queue and by supervisors, by nobody else', async () => {
    const { db, taken, tellRecording } = await callIn()
    await tellRecording('ready')
    await db.updateTable('recording').set({ stored_at: MORNING }).execute()
    await db.deleteFrom('queue_member').where('user_id', '=', 'ben').execute()
    const hears = async (person: string, scope: 'own' | 'all') => {
      const userId = UserId.parse(person)
      const stored = await findStored(db, taken?.recordingId ?? '', userId)
      return stored !== null && mayHear(scope, userId, stored)
    }
    expect([await hears('ann', 'own'), await hears('ben', 'own'), await hears('ben', 'all')]).toEqual([
      true,
      false,
      true,
    ])
  })

  it('is taken on by one of two who press at once', async () => {
    const { context, taken, tellRecording } = await callIn()
    await tellRecording('ready')
    const [ann, ben] = [await seatAgent(context, 'ann'), await seatAgent(context, 'ben')]
    const take = { type: 'voicemail.take', taskId: taken?.recordingId as never } as const
    const answers = await Promise.all([ann.do(take), ben.do(take)])
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.refusal.code)).sort()).toEqual(['ok', 'voicemail_gone'])
  })
})
