import { expect, it, vi } from 'vitest'
import WebSocket from 'ws'
import { createWallClock } from '#central/clock.ts'
import type { LineEvent } from '#central/telephony/adapter.ts'
import { createAsteriskAdapter } from '#central/telephony/asterisk/create-asterisk-adapter.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { describeOnPbx } from './describe-on-pbx.ts'
import { parseSip, readStatus } from './sip-message.ts'
import { voice, waitToHear } from './wait-to-hear.ts'

const SERVICE = '+14155550100'
const patience = { timeout: 15_000, interval: 50 }

/** The files of `assets/asterisk` as an administrator puts them up. */
await describeOnPbx('the sample configuration of Asterisk', (world) => {
  function openLine() {
    const told: LineEvent[] = []
    const log = { info: () => {}, warn: () => {}, error: () => {} }
    const parts = { clock: createWallClock(), random: createSeededRandom(1), log }
    const phones = { url: `wss://127.0.0.1:${world().pbx.tlsPort}/ws`, iceUrls: [], turnSecret: null }
    const adapter = createAsteriskAdapter({
      config: { ...world().pbx.config, detectMachines: false, phones },
      ...parts,
    })
    return { adapter, told, start: () => adapter.start(async (event) => void told.push(event)) }
  }

  it('is loaded without a complaint', () => {
    expect(world().pbx.complaints()).toEqual([])
  })

  it('keeps callers with music while central is away, and hands them over when it is back', async () => {
    const { peer } = world()
    const line = openLine()
    async function callAndWait(from: string) {
      const caller = peer.call(from, SERVICE)
      await vi.waitFor(() => expect(caller.state).toBe('up'), patience)
      peer.speak(caller, voice.customer)
      await waitToHear(peer, caller, 'music')
      return caller
    }
    const [first, second] = [await callAndWait('+14155550123'), await callAndWait('+14155550124')]

    await line.start()
    const arrivals = () => line.told.filter((event) => event.type === 'arrived')
    await vi.waitFor(() => expect(arrivals()).toHaveLength(2), patience)
    // each retries on its own beat
    expect(arrivals().toSorted((one, other) => one.at - other.at)).toMatchObject([
      { from: { kind: 'number', address: '+14155550123' }, to: SERVICE },
      { from: { kind: 'number', address: '+14155550124' }, to: SERVICE },
    ])
    for (const caller of [first, second]) await waitToHear(peer, caller, 'music')

    // central goes again in the middle of it: nothing changes for those it has
    await line.adapter.stop()
    for (const caller of [first, second]) await waitToHear(peer, caller, 'music')
    for (const caller of [first, second]) peer.hangUp(caller)
    await vi.waitFor(() => expect([first.state, second.state]).toEqual(['over', 'over']), patience)
  })

  it('is told of a caller who hung up while central was away', async () => {
    const { peer } = world()
    const line = openLine()
    await line.start()
    const caller = peer.call('+14155550125', SERVICE)
    await vi.waitFor(() => expect(line.told).toContainEqual(expect.objectContaining({ type: 'arrived' })), patience)
    await line.adapter.stop()
    peer.hangUp(caller)
    await vi.waitFor(() => expect(caller.state).toBe('over'), patience)
    const next = openLine()
    await next.start()
    expect(await next.adapter.snapshot()).toEqual([])
    await next.adapter.stop()
  })

  it('asks everybody for a password over TLS, and knows the provider by its address alone', async () => {
    const line = openLine()
    await line.start()
    const issued = { userId: 'ann' as never, login: 'ann', address: 'ann', now: Date.now() }
    const phone = await line.adapter.issuePhone?.(issued)
    if (phone?.kind !== 'sip-ws') throw new Error('no softphone')
    expect(await ask(phone.url, 'REGISTER', phone.user)).toBe(401)
    expect(await ask(phone.url, 'REGISTER', '+14155550123')).toBe(401)
    // calling oneself like the trunk does not make one the provider
    expect(await ask(phone.url, 'INVITE', 'trunk')).toBe(401)
    await line.adapter.stop()
  })

  /** The first answer to a request without a password. */
  function ask(url: string, method: string, user: string): Promise<number> {
    const socket = new WebSocket(url, 'sip', { ca: world().pbx.certificate })
    const headers = [
      `Via: SIP/2.0/WSS test.invalid;branch=z9hG4bK${method}-${user}`,
      `From: <sip:${user}@127.0.0.1>;tag=test`,
      `To: <sip:${method === 'REGISTER' ? user : SERVICE}@127.0.0.1>`,
      `Call-ID: ${method}-${user}`,
      `CSeq: 1 ${method}`,
      `Contact: <sip:${user}@test.invalid;transport=ws>`,
      'Max-Forwards: 70',
      'Content-Length: 0',
    ]
    return new Promise((resolve, reject) => {
      socket.on('error', reject)
      socket.on('open', () =>
        socket.send(
          [`${method} sip:${method === 'REGISTER' ? '' : `${SERVICE}@`}127.0.0.1 SIP/2.0`, ...headers, '', ''].join(
            '\r\n',
          ),
        ),
      )
      socket.on('message', (data) => {
        socket.close()
        resolve(readStatus(parseSip(String(data))))
      })
    })
  }
})
