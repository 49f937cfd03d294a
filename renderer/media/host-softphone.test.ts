import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { RealCredentials } from '#renderer/softphone/load-softphone.ts'
import type { InUse, Invite, Softphone, SoftphoneNews, SoftphoneParts } from '#renderer/softphone/port.ts'
import type { MediaLink } from '#renderer/softphone/remote/media-link.ts'
import { startRemotePhone, testRemotely } from '#renderer/softphone/remote/remote-phone.ts'
import { tryRemotely } from '#renderer/softphone/remote/remote-trials.ts'
import { MediaNews, MediaOrder } from '#shared/protocol/media-port.ts'
import { sipCredentials } from '#test/support/phone-desk.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { hostSoftphone } from './host-softphone.ts'

const reading = { received: 500, lost: 2, jitterMs: 3, roundTripMs: null }
const devices = { microphone: 'desk', speaker: '' }

/** A telephone that only remembers. */
type FakePhone = {
  credentials: RealCredentials
  parts: SoftphoneParts
  did: unknown[]
  used: InUse[]
  stopped: boolean
}

let clock: ReturnType<typeof createTestClock>
let phones: FakePhone[]
/** what happens to the two windows: each is a page that can be loaded anew, joined by what the shell hands on */
let consoles: Set<(news: MediaNews) => void>
let obey: ReturnType<typeof hostSoftphone> | null
let failToLoad: boolean
/** the microphone's trials that go on */
let trying: Set<string>

beforeEach(() => {
  clock = createTestClock(1_000_000)
  phones = []
  consoles = new Set()
  failToLoad = false
  trying = new Set()
  obey = null
  loadMedia()
})

const tell = (news: MediaNews) => {
  for (const hear of [...consoles]) hear(MediaNews.parse(JSON.parse(JSON.stringify(news))))
}
function loadMedia(): void {
  obey = hostSoftphone({
    clock,
    tell,
    openMicrophone: async () => ({ ok: false, problem: 'missing' }),
    testMicrophone: async (deviceId) => (deviceId === 'desk' ? null : 'busy'),
    trials: {
      listen(deviceId, hear) {
        trying.add('listen')
        if (deviceId === 'desk') hear({ kind: 'level', level: 0.5 })
        else hear({ kind: 'refused', problem: 'busy' })
        return () => trying.delete('listen')
      },
      echo({ microphone }, hear) {
        trying.add('echo')
        if (microphone === 'desk') for (const kind of ['recording', 'playing', 'over'] as const) hear({ kind })
        else hear({ kind: 'refused', problem: 'denied' })
        return () => trying.delete('echo')
      },
    },
    load: async (credentials) => {
      if (failToLoad) throw new Error('no such file')
      return (parts): Softphone => {
        const phone: FakePhone = { credentials, parts, did: [], used: [], stopped: false }
        phones.push(phone)
        return {
          renew: (secret) => phone.did.push(['renew', secret]),
          use: async (next) => void phone.used.push(next),
          release: () => phone.did.push('release'),
          read: async () => reading,
          stop: () => {
            phone.stopped = true
          },
        }
      }
    },
  })
  tell({ kind: 'empty' })
}
/** A console page: `leave` is what a reload does to it, nothing of it runs any more and nobody was told. */
function loadConsole({ userId = 'ann', credentials = sipCredentials as RealCredentials } = {}) {
  const heard: SoftphoneNews[] = []
  const invites: Invite[] = []
  const answers: ((mine: boolean) => void)[] = []
  const own = new Set<(news: MediaNews) => void>()
  let isThere = true
  const media: MediaLink = {
    order: (order) => {
      if (isThere) void obey?.(MediaOrder.parse(JSON.parse(JSON.stringify(order))))
    },
    onNews: (listener) => {
      consoles.add(listener)
      own.add(listener)
      return () => consoles.delete(listener)
    },
  }
  const phone = startRemotePhone(
    { credentials, userId, media },
    {
      ...{ clock, devices },
      tell: (news) => heard.push(news),
      openMicrophone: async () => ({ ok: false, problem: 'missing' }),
      admit(invite) {
        invites.push(invite)
        return new Promise((resolve) => answers.push(resolve))
      },
    },
  )
  const leave = () => {
    isThere = false
    for (const listener of own) consoles.delete(listener)
  }
  return { phone, media, heard, invites, answers, leave }
}
async function thePhone(): Promise<FakePhone> {
  await vi.waitFor(() => expect(phones.length).toBeGreaterThan(0))
  const last = phones.at(-1)
  if (last === undefined) throw new Error('no telephone')
  return last
}
const up = { kind: 'audio', audio: 'up' } as const
const registered = { kind: 'connection', connection: 'registered' } as const

describe('a telephone in a window of its own', () => {
  it('does what the console orders and tells it what it hears', async () => {
    const console = loadConsole()
    const phone = await thePhone()
    expect(phone.credentials).toEqual(sipCredentials)
    expect(phone.parts.devices).toEqual(devices)
    phone.parts.tell(registered)
    phone.parts.tell(up)
    phone.parts.tell({ kind: 'microphone-ended' })
    expect(console.heard).toEqual([registered, up, { kind: 'microphone-ended' }])
    console.phone.renew('a new one')
    console.phone.release()
    await console.phone.use({ microphone: '', speaker: 'loud' })
    expect(phone.did).toEqual([['renew', 'a new one'], 'release'])
    expect(phone.used).toEqual([{ microphone: '', speaker: 'loud' }])
    expect(await console.phone.read()).toEqual(reading)
    expect(await testRemotely(console.media, 'desk', clock)).toBeNull()
    expect(await testRemotely(console.media, 'other', clock)).toBe('busy')
    console.phone.stop()
    expect(phone.stopped).toBe(true)
  })

  it('sounds on while the console is loaded anew, which hears of the sound before it could ask for one', async () => {
    const before = loadConsole()
    const phone = await thePhone()
    phone.parts.tell(registered)
    phone.parts.tell(up)
    before.leave()
    const after = loadConsole()
    expect(phones).toHaveLength(1)
    expect(phone.stopped).toBe(false)
    expect(after.heard).toEqual([up, registered])
    phone.parts.tell({ kind: 'audio', audio: 'none' })
    expect(after.heard.at(-1)).toEqual({ kind: 'audio', audio: 'none' })
    expect(before.heard).toEqual([registered, up])
  })

  it('takes what a fresh console brings: a newer secret, other devices', async () => {
    loadConsole().leave()
    const phone = await thePhone()
    const after = loadConsole({ credentials: { ...sipCredentials, password: 'newer' } as RealCredentials })
    expect(after.heard).toHaveLength(2)
    expect(phone.did).toEqual([['renew', 'newer']])
    expect(phone.used).toEqual([devices])
  })

  it.each([
    ['somebody else', { userId: 'ben' }],
    ['another exchange', { credentials: { ...sipCredentials, url: 'wss://other.example' } as RealCredentials }],
    ['another name', { credentials: { ...sipCredentials, user: 'ben' } as RealCredentials }],
  ])('is let go for %s', async (_who, next) => {
    loadConsole().leave()
    const first = await thePhone()
    const after = loadConsole(next)
    await vi.waitFor(() => expect(phones).toHaveLength(2))
    expect([first.stopped, phones[1]?.stopped]).toEqual([true, false])
    first.parts.tell(up)
    expect(after.heard).toEqual([])
  })

  it('asks whose a leg is, the next console too, and answers none that nobody knows', async () => {
    const before = loadConsole()
    const phone = await thePhone()
    const invite = { offerId: null, legId: 'leg-1' }
    const mine = phone.parts.admit(invite)
    expect(before.invites).toEqual([invite])
    before.leave()
    const after = loadConsole()
    expect(after.invites).toEqual([invite])
    after.answers[0]?.(true)
    expect(await mine).toBe(true)
    const nobodys = phone.parts.admit({ offerId: 'x', legId: null })
    after.leave()
    await clock.advance(10_000)
    expect(await nobodys).toBe(false)
    expect(clock.pending()).toBe(0)
  })

  it('tries its microphone for the console until that is enough, or the console is loaded anew', () => {
    const console = loadConsole()
    const trials = tryRemotely(console.media, clock)
    const heard: unknown[] = []
    const tellIt = (news: unknown) => heard.push(news)
    const stop = trials.listen('desk', tellIt)
    expect(heard.splice(0)).toMatchObject([{ kind: 'level', level: 0.5 }])
    expect([...trying]).toEqual(['listen'])
    stop()
    expect([...trying]).toEqual([])
    trials.listen('other', tellIt)
    trials.echo(devices, tellIt)
    trials.echo({ microphone: 'other', speaker: '' }, tellIt)
    expect(heard).toMatchObject([
      { kind: 'refused', problem: 'busy' },
      ...[{ kind: 'recording' }, { kind: 'playing' }, { kind: 'over' }],
      { kind: 'refused', problem: 'denied' },
    ])
    expect(trying.size).toBeGreaterThan(0)
    console.leave()
    expect(loadConsole().heard).toHaveLength(2)
    expect(trying.size).toBe(0)
  })

  it('that is lost with its window is given back by the console, which was told that nothing sounds', async () => {
    const console = loadConsole()
    const first = await thePhone()
    first.parts.tell(registered)
    first.parts.tell(up)
    console.phone.renew('newer')
    await console.phone.use({ microphone: '', speaker: '' })
    loadMedia()
    await vi.waitFor(() => expect(phones).toHaveLength(2))
    expect(console.heard.slice(2)).toEqual([
      { kind: 'audio', audio: 'none' },
      { kind: 'connection', connection: 'lost' },
    ])
    expect(phones[1]).toMatchObject({
      credentials: { ...sipCredentials, password: 'newer' },
      parts: { devices: { microphone: '', speaker: '' } },
    })
  })

  it('that could not be loaded is tried again by the next start', async () => {
    const spoken = vi.spyOn(globalThis.console, 'error').mockImplementation(() => {})
    failToLoad = true
    const console = loadConsole()
    await vi.waitFor(() => expect(console.heard).toEqual([{ kind: 'connection', connection: 'lost' }]))
    failToLoad = false
    console.leave()
    const next = loadConsole()
    const phone = await thePhone()
    phone.parts.tell(registered)
    expect(next.heard).toEqual([registered])
    expect(spoken).toHaveBeenCalledTimes(1)
    spoken.mockRestore()
  })

  it('that does not answer in time has nothing to say, and counts as a silent microphone', async () => {
    const console = loadConsole()
    obey = null
    const read = console.phone.read()
    const test = testRemotely(console.media, 'desk', clock)
    await clock.advance(8_000)
    expect([await read, await test]).toEqual([null, 'silent'])
  })

  it('stopped while it is still being loaded never starts', async () => {
    const console = loadConsole()
    console.phone.stop()
    await new Promise((resolve) => setImmediate(resolve))
    expect(phones).toEqual([])
  })
})
