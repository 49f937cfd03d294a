import { expect, it } from 'vitest'
import { ensureEpoch } from '#central/db/event-log.ts'
import type { OpenDatabase } from '#central/db/open-database.ts'
import { applyLineEvent } from '#central/flows/apply-line-event.ts'
import { buildSnapshot } from '#central/flows/build-snapshot.ts'
import { resumeJournal } from '#central/flows/start-flows.ts'
import type { LineAnswer, LineCommand } from '#central/telephony/adapter.ts'
import type { CallId, RecordingId } from '#shared/protocol/ids.ts'
import { SUPPORT_NUMBER, seatAgent, seedFloor, type TestAgent } from '#test/support/call-floor.ts'
import { addCustomer } from '#test/support/customers.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { openSimulatedFloor, type SimulatedFloor } from '#test/support/simulated-floor.ts'
import { settleRecordings } from './settle-recordings.ts'

const MAYA = '+14155551234'

describeOnDatabases('recording a call', (open) => {
  let database: OpenDatabase
  let floor: SimulatedFloor
  let ann: TestAgent
  let callId: CallId

  async function talk({ consent = true, record = 1 }: { consent?: boolean | null; record?: 0 | 1 } = {}) {
    database = await open()
    await seedFloor(database.db, { agents: ['ann', 'ben'], queue: { record_calls: record } })
    await addCustomer(database.db, 'maya', { phones: [MAYA], recordingConsent: consent })
    floor = await openSimulatedFloor(database.db)
    ann = await seatAgent(floor.context, 'ann')
    callId = floor.simulator.placeCall({ from: MAYA, to: SUPPORT_NUMBER, hangUp: 'agent' })
    await floor.settle()
    await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
    await floor.pass(1_000)
  }
  const readRow = () => database.db.selectFrom('recording').selectAll().executeTakeFirst()
  const told = async () =>
    (await ann.events()).flatMap((event) => (event.type === 'call.recording-changed' ? [event.recording.state] : []))

  /** What the line is asked from here on, and what it answers in place of doing it. */
  function listen(answer?: (command: LineCommand) => LineAnswer | undefined) {
    const asked: string[] = []
    const carryOut = floor.simulator.do.bind(floor.simulator)
    floor.simulator.do = async (command) => {
      if (command.op === 'record') asked.push(command.act)
      return answer?.(command) ?? carryOut(command)
    }
    return asked
  }

  it('records a consenting customer from the answer to the end of the call', async () => {
    await talk()
    expect(await told()).toEqual(['starting', 'on'])
    expect(await readRow()).toMatchObject({ state: 'on', customer_id: 'maya', call_id: callId, provider: 'simulator' })
    await floor.pass(9_000)
    await ann.do({ type: 'call.hang-up', callId })
    await floor.settle()
    const row = await readRow()
    expect(row).toMatchObject({ state: 'ready', vendor_id: `sim-rec-${row?.id}` })
    expect(row?.duration_ms).toBeGreaterThan(9_000)
  })

  it.each([
    { why: 'the queue does not', consent: true, record: 0 as const },
    { why: 'the customer does not consent', consent: false, record: 1 as const },
    { why: 'nobody asked the customer', consent: null, record: 1 as const },
  ])('records nothing when $why', async ({ consent, record }) => {
    await talk({ consent, record })
    expect(await readRow()).toBeUndefined()
    expect(await told()).toEqual([])
    expect(await ann.do({ type: 'call.pause-recording', callId })).toEqual({
      ...{ ok: false, refusal: { code: 'call_wrong_state' } },
    })
  })

  it('is paused and goes on when the line has confirmed it, and not before', async () => {
    await talk()
    expect(await ann.do({ type: 'call.pause-recording', callId })).toEqual({ ok: true })
    await floor.settle()
    expect(await ann.do({ type: 'call.resume-recording', callId })).toEqual({ ok: true })
    await floor.settle()
    expect(await told()).toEqual(['starting', 'on', 'pausing', 'paused', 'resuming', 'on'])
  })

  it('keeps saying that it is pausing while the line says nothing, and asks again on another press', async () => {
    await talk()
    const asked = listen(({ op }) => (op === 'record' && asked.length === 1 ? { ok: true } : undefined))
    await ann.do({ type: 'call.pause-recording', callId })
    await floor.settle()
    expect((await told()).at(-1)).toBe('pausing')
    await ann.do({ type: 'call.pause-recording', callId })
    await floor.settle()
    expect((await told()).at(-1)).toBe('paused')
    expect(asked).toEqual(['pause', 'pause'])
  })

  it('says that it still records when the line would not pause', async () => {
    await talk()
    listen(({ op }) => (op === 'record' ? { ok: false, code: 'vendor' } : undefined))
    const refused = await ann.do({ type: 'call.pause-recording', callId })
    expect(refused).toEqual({ ok: false, refusal: { code: 'line_unreachable' } })
    expect(await told()).toEqual(['starting', 'on', 'pausing', 'on'])
  })

  it.each([
    { said: 'that it records', state: 'on' as const, asked: ['start', 'stop'] },
    { said: 'that its sound is there', state: 'ready' as const, asked: ['start'] },
  ])('ends and discards what it was told is not recorded when the line then says $said', async (late) => {
    database = await open()
    await seedFloor(database.db, { agents: ['ann'], queue: { record_calls: 1 } })
    await addCustomer(database.db, 'maya', { phones: [MAYA], recordingConsent: true })
    floor = await openSimulatedFloor(database.db)
    const asked = listen(({ op }) => (op === 'record' ? { ok: false, code: 'vendor' } : undefined))
    ann = await seatAgent(floor.context, 'ann')
    callId = floor.simulator.placeCall({ from: MAYA, to: SUPPORT_NUMBER, hangUp: 'agent' })
    await floor.settle()
    await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
    await floor.pass(1_000)
    expect(await told()).toEqual(['starting', 'failed'])
    await applyLineEvent(floor.context, 'simulator', {
      ...{ type: 'recording', at: floor.clock.now(), key: 'late', callId, vendorId: 'late' },
      ...{ recordingId: (await readRow())?.id as RecordingId, state: late.state, durationMs: null, sizeBytes: null },
    })
    await floor.settle()
    expect(asked).toEqual(late.asked)
    expect(await readRow()).toMatchObject({ vendor_id: 'late', discarded_at: floor.clock.now() })
  })

  it('goes on with a pause that a crash cut short', async () => {
    await talk()
    const { runSequence } = floor.context
    floor.context.runSequence = async () => Promise.reject(new Error('killed'))
    await expect(ann.do({ type: 'call.pause-recording', callId })).rejects.toThrow('killed')
    floor.context.runSequence = runSequence
    await resumeJournal(floor.context)
    await floor.settle()
    expect((await told()).at(-1)).toBe('paused')
  })

  it('keeps a recording that the line began though the crash of its start outlasted the call', async () => {
    await talk()
    await floor.pass(3_000)
    const started = { state: 'starting' as const, since: 0, vendor_id: null, begun_at: null }
    await database.db.updateTable('recording').set(started).execute()
    await database.db.updateTable('journal').set({ state: 'running', step: 0 }).where('flow', '=', 'record').execute()
    await floor.simulator.stop()
    floor.simulator.callerHangsUp(callId)
    await floor.simulator.start((event) => applyLineEvent(floor.context, 'simulator', event))
    await resumeJournal(floor.context)
    await floor.pass(15_000)
    await settleRecordings(floor.context, 'simulator')
    await floor.settle()
    expect(await readRow()).toMatchObject({ state: 'ready' })
  })

  it('asks a provider that was away for the pause again', async () => {
    await talk()
    await ann.do({ type: 'call.pause-recording', callId })
    await floor.settle()
    const asked = listen()
    const link = { type: 'link' as const, up: true, at: floor.clock.now(), key: 'back' }
    await applyLineEvent(floor.context, 'simulator', link)
    await floor.settle()
    expect(asked).toEqual(['pause'])
    expect(await readRow()).toMatchObject({ state: 'paused', asked: null })
  })

  it("is nobody's to pause but whose call it is", async () => {
    await talk()
    const ben = await seatAgent(floor.context, 'ben')
    const refused = await ben.do({ type: 'call.pause-recording', callId })
    expect(refused).toEqual({ ok: false, refusal: { code: 'call_not_found' } })
    expect(await readRow()).toMatchObject({ state: 'on', asked: null })
  })

  it.each([
    { what: 'there', rename: {}, state: 'ready' },
    { what: 'unknown to the line', rename: { id: 'nobodys' }, state: 'failed' },
  ])('whose end nobody told is asked for when its call is over: it is $what', async ({ rename, state }) => {
    await talk()
    await settleRecordings(floor.context, 'simulator')
    expect(await readRow(), 'not while it is talked').toMatchObject({ state: 'on' })
    await ann.do({ type: 'call.hang-up', callId })
    await floor.settle()
    // as if nothing of its end had come
    await database.db.deleteFrom('line_event').where('kind', 'like', 'recording.%').execute()
    await database.db
      .updateTable('recording')
      .set({ state: 'on', ...rename })
      .execute()
    await floor.pass(11_000)
    await settleRecordings(floor.context, 'simulator')
    await floor.settle()
    expect(await readRow()).toMatchObject({ state })
  })

  it('is in the snapshot of a desk that comes back', async () => {
    await talk()
    await ann.do({ type: 'call.pause-recording', callId })
    await floor.settle()

    const { db } = database
    await ensureEpoch(db, floor.context.newId)
    const { lines } = floor.context
    const snapshot = await buildSnapshot({ db, lines, userId: ann.userId, now: floor.clock.now() })
    expect(snapshot.calls[0]?.call.recording).toMatchObject({ state: 'paused' })
  })
})
