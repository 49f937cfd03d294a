import { expect, it } from 'vitest'
import type { OpenDatabase } from '#central/db/open-database.ts'
import { readRecording } from '#central/queries/read-recording.ts'
import { readBytes } from '#shared/domain/sound/byte-reader.ts'
import { readWavHeader } from '#shared/domain/sound/wav.ts'
import { type CallId, RecordingId, UserId } from '#shared/protocol/ids.ts'
import { SUPPORT_NUMBER, SUPPORT_QUEUE, seatAgent, seedFloor, type TestAgent } from '#test/support/call-floor.ts'
import { addCustomer } from '#test/support/customers.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { createMemoryRecordings } from '#test/support/memory-recordings.ts'
import { openSimulatedFloor, type SimulatedFloor } from '#test/support/simulated-floor.ts'
import { eraseRecordings } from './erase-recordings.ts'
import { pruneRecordings, storeRecordings } from './store-recordings.ts'

const MAYA = '+14155551234'
const DAY_MS = 86_400_000

describeOnDatabases('recordings are kept', (open) => {
  let database: OpenDatabase
  let floor: SimulatedFloor
  let ann: TestAgent
  let callId: CallId
  let store: ReturnType<typeof createMemoryRecordings>

  async function talk() {
    database = await open()
    store = createMemoryRecordings()
    await seedFloor(database.db, { agents: ['ann', 'ben'], queue: { record_calls: 1, record_days: 30 } })
    await addCustomer(database.db, 'maya', { phones: [MAYA], recordingConsent: true })
    floor = await openSimulatedFloor(database.db)
    ann = await seatAgent(floor.context, 'ann')
    callId = floor.simulator.placeCall({ from: MAYA, to: SUPPORT_NUMBER, hangUp: 'agent' })
    await floor.settle()
    await ann.do({ type: 'call.answer', offerId: (await ann.latest('call.offered')).offer.offerId })
    await floor.pass(4_000)
  }
  async function talkWithPause() {
    await talk()
    await ann.do({ type: 'call.pause-recording', callId })
    await floor.pass(5_000)
    await ann.do({ type: 'call.resume-recording', callId })
    await floor.pass(3_000)
    await ann.do({ type: 'call.hang-up', callId })
    await floor.settle()
  }
  const row = () => database.db.selectFrom('recording').selectAll().executeTakeFirstOrThrow()
  const ask = async (userId: string, role: 'agent' | 'supervisor') => {
    const asker = { db: database.db, userId: UserId.parse(userId), role, now: 0, readRegion: async () => 'US' }
    return (await readRecording(asker, { recordingId: RecordingId.parse((await row()).id) })).recording
  }

  it('with the sound of both, and with silence and a mark where they were paused', async () => {
    await talkWithPause()
    await storeRecordings(floor.context, store)
    const kept = await row()
    const sound = store.kept.get(kept.id)
    if (!sound) throw new Error('no sound')
    expect(kept).toMatchObject({ state: 'ready', size_bytes: sound.length, stored_at: floor.clock.now() })
    const [[from = 0, until] = []] = JSON.parse(kept.gaps) as [number, number][]
    expect((until ?? 0) - from).toBeGreaterThan(4_500)
    const reader = readBytes(
      (async function* () {
        yield sound
      })(),
    )
    const { channels, rate, dataBytes } = await readWavHeader(reader)
    expect([channels, Math.round((dataBytes / 4 / rate) * 1_000)]).toEqual([2, kept.duration_ms])
    const levels = Buffer.from(kept.levels ?? '', 'base64')
    expect(levels.length).toBe(2 * Math.ceil((kept.duration_ms ?? 0) / 250))
    const loudest = (fromMs: number, untilMs: number) =>
      Math.max(...levels.subarray(2 * Math.ceil(fromMs / 250), 2 * Math.floor(untilMs / 250)))
    expect(loudest(from, until ?? 0)).toBe(0)
    expect(loudest(0, from)).toBeGreaterThan(20)
    expect(loudest(until ?? 0, kept.duration_ms ?? 0)).toBeGreaterThan(20)
  })

  it('and are heard by who talked and by supervisors', async () => {
    await talkWithPause()
    expect(await ask('ann', 'agent'), 'before it is stored').toBeNull()
    await storeRecordings(floor.context, store)
    const { duration_ms: durationMs, gaps } = await row()
    expect(await ask('ann', 'agent')).toMatchObject({ durationMs, gaps: JSON.parse(gaps) })
    expect(await ask('ben', 'agent')).toBeNull()
    expect(await ask('sue', 'supervisor')).not.toBeNull()
  })

  /** What another central does that keeps recordings in the same bucket, before or after the line gives us the sound. */
  function meanwhile(when: 'before' | 'after', work: () => Promise<void>): void {
    const { fetchRecording } = floor.simulator
    if (!fetchRecording) throw new Error('the simulator records')
    const fetch: typeof fetchRecording = async (asked) => {
      Object.assign(floor.simulator, { fetchRecording })
      const early = when === 'after' ? await fetchRecording(asked) : null
      await work()
      return early ?? fetchRecording(asked)
    }
    Object.assign(floor.simulator, { fetchRecording: fetch })
  }

  it('by the quicker of two centrals, and not lost by the other', async () => {
    await talkWithPause()
    meanwhile('before', () => storeRecordings(floor.context, store))
    await storeRecordings(floor.context, store)
    expect(await row()).toMatchObject({ state: 'ready', stored_at: floor.clock.now() })
    expect(store.kept.size).toBe(1)
  })

  it('not by the slower of two centrals, when the other has erased them', async () => {
    await talkWithPause()
    meanwhile('after', async () => {
      await database.db.updateTable('recording').set({ discarded_at: floor.clock.now() }).execute()
      await eraseRecordings(floor.context, store)
    })
    await storeRecordings(floor.context, store)
    expect(await row()).toMatchObject({ state: 'failed', stored_at: null })
    expect(store.kept.size).toBe(0)
  })

  it('not while the call lasts', async () => {
    await talk()
    await storeRecordings(floor.context, store)
    expect(store.kept.size).toBe(0)
  })

  it('later, when the store cannot be written now', async () => {
    await talkWithPause()
    const { write } = store
    store.write = async () => {
      throw new Error('no space left on device')
    }
    await storeRecordings(floor.context, store)
    expect(await row()).toMatchObject({ state: 'ready', stored_at: null, tries: 1 })
    expect(floor.context.logged.splice(0).filter(({ level }) => level === 'error')).toHaveLength(1)
    store.write = write
    await storeRecordings(floor.context, store)
    expect((await row()).stored_at, 'not at once').toBeNull()
    await floor.pass(6_000)
    await storeRecordings(floor.context, store)
    expect((await row()).stored_at).not.toBeNull()
  })

  it('unless the line has lost them', async () => {
    await talkWithPause()
    floor.simulator.fetchRecording = async () => ({ ok: false, code: 'gone' })
    await storeRecordings(floor.context, store)
    expect(await row()).toMatchObject({ state: 'failed', stored_at: null })
  })

  it('a little longer than their queue says, when the store cannot remove them now', async () => {
    await talkWithPause()
    await storeRecordings(floor.context, store)
    const late = { ...floor.context, clock: { ...floor.clock, now: () => floor.clock.now() + 31 * DAY_MS } }
    const { remove } = store
    store.remove = async () => {
      throw new Error('read-only file system')
    }
    await pruneRecordings(late, store)
    expect((await row()).stored_at).not.toBeNull()
    expect(floor.context.logged.splice(0).filter(({ level }) => level === 'error')).toHaveLength(1)
    store.remove = remove
    await pruneRecordings(late, store)
    expect(store.kept.size).toBe(0)
    expect(await database.db.selectFrom('recording').selectAll().execute()).toEqual([])
  })

  it('for as many days as their queue says', async () => {
    await talkWithPause()
    await storeRecordings(floor.context, store)
    const at = (days: number) => ({
      ...floor.context,
      clock: { ...floor.clock, now: () => floor.clock.now() + days * DAY_MS },
    })
    await pruneRecordings(at(29), store)
    expect(store.kept.size).toBe(1)
    await database.db.updateTable('queue').set({ record_days: null }).where('id', '=', SUPPORT_QUEUE).execute()
    await pruneRecordings(at(3_000), store)
    expect(store.kept.size).toBe(1)
    await database.db.updateTable('queue').set({ record_days: 30 }).execute()
    await pruneRecordings(at(31), store)
    expect(store.kept.size).toBe(0)
    expect(await database.db.selectFrom('recording').selectAll().execute()).toEqual([])
  })
})
