import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWallClock } from '#central/clock.ts'
import { secureRandom } from '#central/random.ts'
import type { LineEvent, TelephonyAdapter } from '#central/telephony/adapter.ts'
import { createAsteriskAdapter } from '#central/telephony/asterisk/create-asterisk-adapter.ts'
import { type CuttingProxy, startCuttingProxy } from '#test/support/faults/cutting-proxy.ts'
import { openSipPeer, type PeerCall, type SipPeer } from './sip-peer.ts'
import { findPbxLack, type Pbx, startPbx } from './start-pbx.ts'

const NUMBER = '+15550199'
const lack = await findPbxLack()
if (lack !== null) console.warn(`skipped: ${lack}`)

type Listener = { adapter: TelephonyAdapter; told: LineEvent[] }

/** The adapter alone, with a wire to Asterisk that can be cut. What it tells central is all that central ever knows. */
describe.skipIf(lack !== null)('the line to an Asterisk in trouble', { timeout: 60_000 }, () => {
  let peer: SipPeer
  let pbx: Pbx
  let proxy: CuttingProxy
  let open: Listener[] = []

  beforeAll(async () => {
    peer = await openSipPeer()
    pbx = await startPbx({ peerPort: peer.port })
    peer.connect(pbx.sipPort)
  })
  beforeEach(async () => {
    proxy = await startCuttingProxy(Number(new URL(pbx.config.url).port))
  })
  afterEach(async () => {
    peer.forget()
    for (const { adapter } of open) await adapter.stop()
    open = []
    await proxy.stop()
    await vi.waitFor(() => expect(peer.isIdle()).toBe(true), { timeout: 10_000 })
  })
  afterAll(async () => {
    await pbx?.stop()
    await peer?.close()
  })

  async function listen(): Promise<Listener> {
    const told: LineEvent[] = []
    const adapter = createAsteriskAdapter({
      config: { ...pbx.config, url: `http://127.0.0.1:${proxy.port}/ari`, detectMachines: true, phones: null },
      ...{ clock: createWallClock(), random: secureRandom },
      log: { info: () => {}, warn: () => {}, error: () => {} },
    })
    open.push({ adapter, told })
    await adapter.start(async (event) => void told.push(event))
    return { adapter, told }
  }
  const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 20 })
  const arrivals = ({ told }: Listener) => told.flatMap((event) => (event.type === 'arrived' ? [event] : []))
  const links = ({ told }: Listener) => told.flatMap((event) => (event.type === 'link' ? [event.up] : []))
  const ends = ({ told }: Listener) => told.flatMap((event) => (event.type === 'leg-ended' ? [event] : []))
  async function callIn(listener: Listener, from: string): Promise<{ call: PeerCall; arrival: Arrival }> {
    const call = peer.call(from, NUMBER)
    await until(() => expect(arrivals(listener).some((event) => isFrom(event, from))).toBe(true))
    const arrival = arrivals(listener).find((event) => isFrom(event, from))
    if (!arrival) throw new Error('nobody arrived')
    await listener.adapter.do({ op: 'answer', commandId: `answer-${from}`, ...idsOf(arrival) })
    await until(() => expect(call.state).toBe('up'))
    return { call, arrival }
  }

  it('a cut wire ends no call: what happened meanwhile is told when it is mended, once', async () => {
    const listener = await listen()
    const stays = await callIn(listener, '+15550001')
    const leaves = await callIn(listener, '+15550002')
    proxy.cut('mid-frame')
    await until(() => expect(links(listener)).toEqual([true, false]))
    const refused = await listener.adapter.do({ op: 'bridge', commandId: 'b', ...idsOf(stays.arrival) })
    expect(refused).toMatchObject({ ok: false, code: 'busy' })
    peer.hangUp(leaves.call)
    const comes = peer.call('+15550003', NUMBER)
    await until(() => expect(leaves.call.state).toBe('over'))
    proxy.mend()
    await until(() => expect(links(listener)).toEqual([true, false, true]))
    await until(() => expect(arrivals(listener).some((event) => isFrom(event, '+15550003'))).toBe(true))
    expect(stays.call.state).toBe('up')
    expect(ends(listener).map(({ legId }) => legId)).toEqual([leaves.arrival.legId])
    const legs = await listener.adapter.snapshot()
    expect(legs.map(({ legId }) => legId)).toContain(stays.arrival.legId)
    expect(legs).toHaveLength(2)
    expect(await listener.adapter.do({ op: 'bridge', commandId: 'b', ...idsOf(stays.arrival) })).toEqual({ ok: true })
    expect(comes.state).not.toBe('over')
  })

  it('a wire that swallows everything is found out by its silence', async () => {
    const listener = await listen()
    const { call, arrival } = await callIn(listener, '+15550004')
    proxy.cut('half-open')
    await until(() => expect(links(listener)).toEqual([true, false]))
    proxy.mend()
    await until(() => expect(links(listener)).toEqual([true, false, true]))
    peer.hangUp(call)
    await until(() => expect(ends(listener).map(({ legId }) => legId)).toEqual([arrival.legId]))
  })

  it('a second central takes the line over, and the first lets go for good', async () => {
    const first = await listen()
    const { arrival } = await callIn(first, '+15550005')
    const second = await listen()
    await until(() => expect(links(first)).toEqual([true, false]))
    expect(arrivals(second).map(({ callId }) => callId)).toEqual([arrival.callId])
    expect(await first.adapter.do({ op: 'hang-up', commandId: 'h', cause: 'normal', ...idsOf(arrival) })).toMatchObject(
      {
        ok: false,
      },
    )
    expect(await second.adapter.snapshot()).toHaveLength(1)
    expect(links(second)).toEqual([true])
  })

  it('a caller of the time without central waits with music, and is handed over', async () => {
    const call = peer.call('+15550006', NUMBER)
    await until(() => expect(call.state).toBe('up'))
    const listener = await listen()
    await until(() => expect(arrivals(listener).map(({ from }) => from)).toContainEqual(numberOf('+15550006')))
    expect(listener.told).toContainEqual(expect.objectContaining({ type: 'leg', state: 'up', place: 'parked' }))
  })

  it('an Asterisk that dies takes its calls along, and each is told as lost', async () => {
    const listener = await listen()
    const { arrival } = await callIn(listener, '+15550007')
    await pbx.stop('SIGKILL')
    await until(() => expect(links(listener)).toEqual([true, false]))
    pbx = await startPbx({ peerPort: peer.port, httpPort: Number(new URL(pbx.config.url).port) })
    peer.connect(pbx.sipPort)
    await until(() => expect(links(listener)).toEqual([true, false, true]))
    expect(ends(listener)).toMatchObject([{ legId: arrival.legId, cause: 'vendor_lost' }])
    expect(await listener.adapter.snapshot()).toEqual([])
  })
})

type Arrival = Extract<LineEvent, { type: 'arrived' }>
const numberOf = (address: string) => ({ kind: 'number', address })
const isFrom = ({ from }: Arrival, number: string) => from.kind === 'number' && from.address === number
const idsOf = ({ callId, legId }: Arrival) => ({ callId, legId })
