import { expect, it } from 'vitest'
import { countRecords } from '#central/customers/count-records.ts'
import type { OpenDatabase } from '#central/db/open-database.ts'
import { applyLineEvent } from '#central/flows/apply-line-event.ts'
import { listFiles } from '#central/queries/list-files.ts'
import { findStored } from '#central/recordings/stored-rows.ts'
import type { LineAnswer, LineCommand } from '#central/telephony/adapter.ts'
import type { FieldChange, PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { type CallId, CustomerId, InteractionId, UserId } from '#shared/protocol/ids.ts'
import type { Locale } from '#shared/protocol/scalars.ts'
import { SUPPORT_NUMBER, seatAgent, seedFloor, signInAgent, type TestAgent } from '#test/support/call-floor.ts'
import { addCustomer } from '#test/support/customers.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { createMemoryRecordings } from '#test/support/memory-recordings.ts'
import { openSimulatedFloor, type SimulatedFloor } from '#test/support/simulated-floor.ts'
import { createWriters } from '#test/support/write-paperwork.ts'
import { eraseRecordings } from './erase-recordings.ts'
import { settleRecordings } from './settle-recordings.ts'
import { storeRecordings } from './store-recordings.ts'

const MAYA = '+14155551234'
const maya = CustomerId.parse('maya')

describeOnDatabases('who does not consent is not recorded', (open) => {
  let database: OpenDatabase
  let floor: SimulatedFloor
  let ann: TestAgent
  let ben: TestAgent
  let callId: CallId
  let write: (agent: TestAgent, body: PaperworkBody) => Promise<void>
  let store: ReturnType<typeof createMemoryRecordings>

  async function talk({ announce = 0, language = 'en' }: { announce?: 0 | 1; language?: Locale } = {}): Promise<void> {
    database = await open()
    store = createMemoryRecordings()
    await seedFloor(database.db, { agents: ['ann', 'ben'], queue: { record_calls: 1, announce_recording: announce } })
    await addCustomer(database.db, 'maya', { phones: [MAYA], recordingConsent: true, language })
    await addCustomer(database.db, 'kim', { recordingConsent: null })
    floor = await openSimulatedFloor(database.db)
    write = createWriters(() => floor.context)
    ann = await seatAgent(floor.context, 'ann')
    ben = await signInAgent(floor.context, 'ben')
    callId = floor.simulator.placeCall({ from: MAYA, to: SUPPORT_NUMBER, hangUp: 'agent' })
    await floor.settle()
    await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
    await floor.pass(4_000)
  }
  async function hangUp(): Promise<void> {
    await ann.do({ type: 'call.hang-up', callId })
    await floor.pass(1_000)
  }
  const row = () => database.db.selectFrom('recording').selectAll().executeTakeFirstOrThrow()
  const edit = (...changes: FieldChange[]) => write(ben, { type: 'customer.update', customerId: maya, changes })
  const consent = (value: boolean | null, baseVersion = 0) => edit({ field: 'recordingConsent', value, baseVersion })
  async function link(customerId: CustomerId | null): Promise<void> {
    const interactionId = InteractionId.parse((await row()).interaction_id)
    await write(ann, { type: 'interaction.link', interactionId, customerId })
  }
  const told = async () =>
    (await ann.events()).flatMap((event) => (event.type === 'call.recording-changed' ? [event.recording.state] : []))
  const discarded = () =>
    database.db
      .selectFrom('audit')
      .select(['actor_id', 'subject'])
      .where('action', '=', 'recording.discarded')
      .execute()
  const countErrors = () => floor.context.logged.splice(0).filter(({ level }) => level === 'error').length

  function refuse(answer: (command: LineCommand) => LineAnswer | undefined): () => void {
    const carryOut = floor.simulator.do.bind(floor.simulator)
    floor.simulator.do = async (command) => answer(command) ?? carryOut(command)
    return () => {
      floor.simulator.do = carryOut
    }
  }

  const said = () => database.db.selectFrom('line_event').select('note').where('kind', '=', 'noted').execute()

  it.each([
    { language: 'en' as const, words: 'en: This call is recorded.' },
    { language: 'zh-CN' as const, words: 'zh-CN: 本次通话将被录音。' },
    { language: 'zh-TW' as const, words: 'zh-TW: 本次通話將被錄音。' },
  ])('and is told first where the queue wants it, in $language', async ({ language, words }) => {
    await talk({ announce: 1, language })
    expect(await said()).toEqual([{ note: words }])
    expect(await row()).toMatchObject({ state: 'on' })
  })

  it('is told nothing where the queue does not, nor where nobody is recorded', async () => {
    await talk()
    expect([await said(), (await row()).state]).toEqual([[], 'on'])
    await hangUp()
    await consent(false)
    await database.db.updateTable('queue').set({ announce_recording: 1 }).execute()
    await database.db
      .updateTable('agent')
      .set({ state: 'available', subject_id: null })
      .where('user_id', '=', 'ann')
      .execute()
    callId = floor.simulator.placeCall({ from: MAYA, to: SUPPORT_NUMBER, hangUp: 'agent' })
    await floor.pass(1_000)
    await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
    await floor.pass(1_000)
    expect(await ann.state()).toBe('on_call')
    expect([await said(), (await told()).filter((state) => state === 'starting')]).toEqual([[], ['starting']])
  })

  it('nor kept when they declined upon being told, before the line began', async () => {
    await talk({ announce: 1 })
    await database.db.updateTable('recording').set({ state: 'starting' }).execute()
    await consent(false)
    await floor.settle()
    await eraseRecordings(floor.context, store)
    await storeRecordings(floor.context, store)
    expect(await row()).toMatchObject({ state: 'failed', stored_at: null })
    expect((await row()).discarded_at).not.toBeNull()
    expect(store.kept.size).toBe(0)
  })

  it.each([false, null])('from when consent became %s, and once only', async (value) => {
    await talk()
    await consent(value)
    await consent(value, 1)
    await floor.settle()
    expect(await told()).toEqual(['starting', 'on', 'stopping', 'stopped'])
    expect(await row()).toMatchObject({ state: 'ready', discarded_at: null })
    await consent(true, 1)
    await floor.pass(1_000)
    expect(await told(), 'it is for the next call').toHaveLength(4)
  })

  it.each([0, 20, 100, 120])('nor on when that is %i ms after the answer, as the recording begins', async (afterMs) => {
    database = await open()
    await seedFloor(database.db, { agents: ['ann', 'ben'], queue: { record_calls: 1 } })
    await addCustomer(database.db, 'maya', { phones: [MAYA], recordingConsent: true })
    floor = await openSimulatedFloor(database.db)
    write = createWriters(() => floor.context)
    ann = await seatAgent(floor.context, 'ann')
    ben = await signInAgent(floor.context, 'ben')
    callId = floor.simulator.placeCall({ from: MAYA, to: SUPPORT_NUMBER, hangUp: 'agent' })
    await floor.settle()
    await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
    await floor.pass(afterMs)
    await Promise.all([floor.pass(100), consent(false)])
    await floor.pass(1_000)
    expect(await ann.state()).toBe('on_call')
    const left = await database.db.selectFrom('recording').select(['state', 'asked']).execute()
    expect(left.filter(({ state }) => state === 'starting' || state === 'on')).toEqual([])
  })

  it('while what else is edited stops nothing', async () => {
    await talk()
    await edit(
      { field: 'doNotCall', value: true, baseVersion: 0 },
      { field: 'recordingConsent', value: true, baseVersion: 0 },
    )
    await floor.settle()
    expect(await told()).toEqual(['starting', 'on'])
  })

  it('nor is it paused or gone on with while it ends', async () => {
    await talk()
    const mend = refuse(({ op }) => (op === 'record' ? { ok: false, code: 'vendor' } : undefined))
    await consent(false)
    const refused = { ok: false, refusal: { code: 'call_wrong_state' } }
    expect(await ann.do({ type: 'call.pause-recording', callId })).toEqual(refused)
    expect(await ann.do({ type: 'call.resume-recording', callId })).toEqual(refused)
    await floor.pass(12_000)
    expect(await row()).toMatchObject({ state: 'on', asked: 'stopped' })
    mend()
    const link = { type: 'link' as const, up: true, at: floor.clock.now(), key: 'back' }
    await applyLineEvent(floor.context, 'simulator', link)
    await floor.settle()
    expect(await row()).toMatchObject({ state: 'ready', asked: null })
  })

  it('is asked of the line again by the look at what is not settled, not at once', async () => {
    await talk()
    const mend = refuse(({ op }) => (op === 'record' ? { ok: false, code: 'vendor' } : undefined))
    await consent(false)
    await floor.settle()
    mend()
    await settleRecordings(floor.context, 'simulator')
    await floor.settle()
    expect((await told()).at(-1)).toBe('stopping')
    await floor.pass(11_000)
    await settleRecordings(floor.context, 'simulator')
    await floor.settle()
    expect((await told()).at(-1)).toBe('stopped')
  })

  it('and a line that knows of no such recording has lost it', async () => {
    await talk()
    refuse(({ op }) => (op === 'record' ? { ok: false, code: 'wrong_state' } : undefined))
    await consent(false)
    await floor.settle()
    expect((await told()).at(-1)).toBe('failed')
  })

  it.each([
    { whose: "nobody's", to: null },
    { whose: 'of somebody who was not asked', to: CustomerId.parse('kim') },
  ])('a call that is $whose loses its recording, and who moved it is in the audit log', async ({ to }) => {
    await talk()
    await link(to)
    await floor.settle()
    expect((await told()).at(-1)).toBe('stopped')
    expect(await discarded()).toEqual([{ actor_id: 'ann', subject: (await row()).id }])
    await eraseRecordings(floor.context, store)
    await storeRecordings(floor.context, store)
    expect(store.kept.size).toBe(0)
    expect(await row()).toMatchObject({ state: 'failed', stored_at: null, duration_ms: null })
  })

  it('so does one of a customer who is made for it', async () => {
    await talk()
    const interactionId = InteractionId.parse((await row()).interaction_id)
    const customer = {
      kind: 'individual' as const,
      name: 'New',
      company: null,
      email: null,
      phones: [],
      language: null,
    }
    await write(ann, { type: 'customer.create', customerId: CustomerId.parse('new'), ...customer, interactionId })
    await floor.settle()
    expect((await told()).at(-1)).toBe('stopped')
    expect((await row()).discarded_at).not.toBeNull()
  })

  it('also when it is stored already: nobody is given it from then on, and it is erased', async () => {
    await talk()
    await hangUp()
    await storeRecordings(floor.context, store)
    await link(CustomerId.parse('kim'))
    const { id } = await row()
    const asker = {
      db: database.db,
      userId: UserId.parse('ann'),
      role: 'admin' as const,
      now: 0,
      readRegion: async () => 'US',
    }
    expect(await findStored(database.db, id, ann.userId)).toBeNull()
    for (const customerId of [maya, CustomerId.parse('kim')]) {
      expect((await listFiles(asker, { customerId })).files).toEqual([])
      expect((await countRecords(database.db, customerId)).files).toBe(0)
    }
    await link(maya)
    expect(await findStored(database.db, id, ann.userId), 'once discarded, discarded').toBeNull()
    store.remove = async () => Promise.reject(new Error('read-only file system'))
    await eraseRecordings(floor.context, store)
    expect([await row(), countErrors()]).toMatchObject([{ state: 'ready', tries: 1 }, 1])
    store.remove = async (kept) => void store.kept.delete(kept)
    await eraseRecordings(floor.context, store)
    expect(store.kept.size, 'not at once').toBe(1)
    await floor.pass(6_000)
    await eraseRecordings(floor.context, store)
    expect([store.kept.size, (await row()).state]).toEqual([0, 'failed'])
  })

  it('and stays on no line that could not be asked', async () => {
    await talk()
    await hangUp()
    await link(null)
    const { forgetRecording } = floor.simulator
    floor.simulator.forgetRecording = async () => Promise.reject(new Error('out of reach'))
    await eraseRecordings(floor.context, store)
    expect([await row(), countErrors()]).toMatchObject([{ state: 'ready', tries: 1 }, 1])
    if (forgetRecording) floor.simulator.forgetRecording = forgetRecording
    await floor.pass(6_000)
    await eraseRecordings(floor.context, store)
    expect((await row()).state).toBe('failed')
  })
})
