import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { migrate } from '#central/db/migrate.ts'
import { type OpenDatabase, openDatabase } from '#central/db/open-database.ts'
import { readBytes } from '#shared/domain/sound/byte-reader.ts'
import { readWavHeader } from '#shared/domain/sound/wav.ts'
import { type CallId, LegId, RecordingId } from '#shared/protocol/ids.ts'
import { openAsteriskFloor } from '#test/contract/asterisk-floor.ts'
import { type LineFloor, numberOf } from '#test/contract/line-floor.ts'
import { seatAgent, seedFloor, type TestAgent } from '#test/support/call-floor.ts'
import { addCustomer } from '#test/support/customers.ts'
import { describeOnPbx } from './describe-on-pbx.ts'
import type { PeerCall, SipPeer } from './sip-peer.ts'
import { findTones, RATE } from './tone.ts'
import { voice, waitToHear } from './wait-to-hear.ts'
import { RECORDED_HZ } from './write-configuration.ts'

const CALLER = '+14155550123'

/** What Asterisk has recorded of a call, judged by the tones in the file that central would store. */
await describeOnPbx('what is recorded on a real Asterisk', (world) => {
  let peer: SipPeer
  let database: OpenDatabase
  let floor: LineFloor
  let ann: TestAgent
  let callId: CallId

  beforeEach(async () => {
    peer = world().peer
    database = await openDatabase({ url: 'sqlite::memory:' })
    await migrate(database.db)
    await seedFloor(database.db, { agents: ['ann'], queue: { record_calls: 1 } })
    await addCustomer(database.db, 'maya', { phones: [CALLER], recordingConsent: true })
    floor = await openAsteriskFloor(database.db, world())
    ann = await seatAgent(floor.context(), 'ann')
    callId = await floor.rig.callIn(CALLER)
    await floor.settle()
    const { offer } = await ann.latest('call.offered')
    await ann.do({ type: 'call.answer', offerId: offer.offerId })
    await floor.pass(1_000)
  })
  afterEach(async () => {
    await floor.rig.close()
    await database.close()
  })

  async function findEnd(wanted: (call: PeerCall) => boolean, hertz: number): Promise<PeerCall> {
    const find = () => peer.calls().findLast((call) => call.state === 'up' && wanted(call))
    await vi.waitFor(() => expect(find()).toBeDefined(), { timeout: 10_000 })
    const call = find()
    if (!call) throw new Error('nobody is there')
    peer.speak(call, hertz)
    return call
  }
  const really = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  async function steer(type: 'call.pause-recording' | 'call.resume-recording' | 'call.hang-up') {
    expect(await ann.do({ type, callId })).toEqual({ ok: true })
    await floor.pass(500)
  }
  async function readSides(): Promise<[Int16Array, Int16Array]> {
    const row = await database.db.selectFrom('recording').selectAll().executeTakeFirstOrThrow()
    expect(row.state).toBe('ready')
    const asked = { recordingId: RecordingId.parse(row.id), callId, vendorId: row.vendor_id ?? '' }
    const sound = await floor.rig.adapter().fetchRecording?.(asked)
    if (!sound?.ok) throw new Error('no sound')
    const reader = readBytes(sound.wav)
    const { channels, rate, dataBytes } = await readWavHeader(reader)
    expect([channels, rate]).toEqual([2, RATE])
    const bytes = Buffer.from(await reader.read(dataBytes))
    const side = (offset: number) =>
      Int16Array.from({ length: dataBytes / 4 }, (_, index) => bytes.readInt16LE(4 * index + offset))
    return [side(0), side(2)]
  }
  /** the longest stretch of exact zeros on both sides, in samples */
  function findGap([left, right]: readonly [Int16Array, Int16Array]): { from: number; until: number } {
    let best = { from: 0, until: 0 }
    let from = 0
    for (let at = 0; at <= left.length; at += 1) {
      if (left[at] === 0 && right[at] === 0) continue
      if (at - from > best.until - best.from) best = { from, until: at }
      from = at + 1
    }
    return best
  }

  it('is each side on its own channel, and exact silence in the pause', async () => {
    const customer = await findEnd(({ direction }) => direction === 'out', voice.customer)
    const agent = await findEnd(({ number }) => number === numberOf('ann'), voice.agent)
    await waitToHear(peer, customer, 'agent')
    await waitToHear(peer, agent, 'customer')
    await really(1_000)
    await steer('call.pause-recording')
    await really(1_500)
    await steer('call.resume-recording')
    await really(1_000)
    await steer('call.hang-up')
    const sides = await readSides()
    const gap = findGap(sides)
    const seconds = (gap.until - gap.from) / RATE
    expect(seconds).toBeGreaterThan(1.3)
    expect(seconds).toBeLessThan(4)
    const tones = [voice.customer, voice.agent]
    const tonesFrom = (at: number) => sides.map((side) => findTones(side.subarray(at, at + RATE / 2), tones))
    const apart = [[voice.customer], [voice.agent]]
    const margin = RATE / 10
    expect(tonesFrom(gap.from - margin - RATE / 2), 'before the pause').toEqual(apart)
    expect(tonesFrom(gap.until + margin), 'after it').toEqual(apart)
  })

  it('is announced to the customer, who hears it beside the agent, and to nobody else', async () => {
    const customer = await findEnd(({ direction }) => direction === 'out', voice.customer)
    const agent = await findEnd(({ number }) => number === numberOf('ann'), voice.agent)
    await waitToHear(peer, customer, 'agent')
    await waitToHear(peer, agent, 'customer')
    const leg = (await floor.rig.adapter().snapshot()).find(({ role }) => role === 'customer')
    const sound = { kind: 'say' as const, text: 'This call is recorded.', language: 'en' }
    const order = { op: 'announce' as const, commandId: 'said-once', callId, legId: LegId.parse(leg?.legId), sound }
    const [atCustomer, atAgent, answer] = await Promise.all([
      peer.listen(customer, 1_500),
      peer.listen(agent, 1_500),
      floor.rig.adapter().do(order),
    ])
    expect(answer).toEqual({ ok: true })
    const tones = [voice.customer, voice.agent, RECORDED_HZ]
    expect(findTones(atCustomer, tones)).toEqual([voice.agent, RECORDED_HZ])
    expect(findTones(atAgent, tones)).toEqual([voice.customer])
    // what said it is gone, and they talk on
    await waitToHear(peer, customer, 'agent')
  })
})
