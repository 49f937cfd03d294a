import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { migrate } from '#central/db/migrate.ts'
import { type OpenDatabase, openDatabase } from '#central/db/open-database.ts'
import { readBytes } from '#shared/domain/sound/byte-reader.ts'
import { readWavHeader } from '#shared/domain/sound/wav.ts'
import { type CallId, RecordingId } from '#shared/protocol/ids.ts'
import { openAsteriskFloor } from '#test/contract/asterisk-floor.ts'
import type { LineFloor } from '#test/contract/line-floor.ts'
import { seedFloor } from '#test/support/call-floor.ts'
import { describeOnPbx } from './describe-on-pbx.ts'
import type { SipPeer } from './sip-peer.ts'
import { findTones, RATE } from './tone.ts'
import { voice } from './wait-to-hear.ts'
import { WORDS_HZ } from './write-configuration.ts'

/** What a caller hears and leaves whom nobody serves, judged by tones. */
await describeOnPbx('a message that is left on a real Asterisk', (world) => {
  let peer: SipPeer
  let database: OpenDatabase
  let floor: LineFloor

  beforeEach(async () => {
    peer = world().peer
    database = await openDatabase({ url: 'sqlite::memory:' })
    await migrate(database.db)
    await seedFloor(database.db, { agents: ['ann'], queue: { treatment: 'voicemail' } })
    floor = await openAsteriskFloor(database.db, world())
  })
  afterEach(async () => {
    await floor.rig.close()
    await database.close()
  })

  const message = () => database.db.selectFrom('recording').selectAll().executeTakeFirstOrThrow()
  async function until(states: readonly string[]): Promise<void> {
    await vi.waitFor(async () => expect(states).toContain((await message()).state), { timeout: 15_000, interval: 50 })
  }
  async function readMessage(callId: CallId): Promise<Int16Array> {
    const { id, vendor_id } = await message()
    const asked = { recordingId: RecordingId.parse(id), callId, vendorId: vendor_id ?? '' }
    const sound = await floor.rig.adapter().fetchRecording?.(asked)
    if (!sound?.ok) throw new Error('no sound')
    const reader = readBytes(sound.wav)
    const { channels, rate, dataBytes } = await readWavHeader(reader)
    expect([channels, rate]).toEqual([1, RATE])
    const bytes = Buffer.from(await reader.read(dataBytes))
    return Int16Array.from({ length: dataBytes / 2 }, (_, index) => bytes.readInt16LE(2 * index))
  }

  it('has what they said after the words, and nothing of the words; who falls silent is let go', async () => {
    const callId = await floor.rig.callIn('+14155550123')
    const call = peer.calls().at(-1)
    if (!call) throw new Error('nobody calls')
    await until(['on'])
    peer.speak(call, voice.customer)
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    peer.speak(call, 0)
    await vi.waitFor(() => expect(call.state).toBe('over'), { timeout: 15_000, interval: 50 })
    await until(['ready', 'failed'])
    const samples = await readMessage(callId)
    expect(samples.length / RATE).toBeGreaterThan(1.5)
    const middle = samples.subarray(RATE / 2, RATE)
    expect(findTones(middle, [voice.customer, WORDS_HZ, voice.music])).toEqual([voice.customer])
  })

  it('is none when the caller says nothing, and they are let go', async () => {
    await floor.rig.callIn('+14155550123')
    const call = peer.calls().at(-1)
    if (!call) throw new Error('nobody calls')
    await until(['on'])
    peer.speak(call, 0)
    await vi.waitFor(() => expect(call.state).toBe('over'), { timeout: 15_000, interval: 50 })
    await until(['ready', 'failed'])
    expect(await message()).toMatchObject({ state: 'failed' })
  })
})
