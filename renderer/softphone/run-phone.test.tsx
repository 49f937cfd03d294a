import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makePhoneDesk, sipCredentials } from '#test/support/phone-desk.ts'
import { followPhone } from './follow-phone.ts'
import type { RealCredentials } from './load-softphone.ts'
import type { SoftphoneParts } from './port.ts'
import { fakeMedia, headset } from './testing/fake-media.ts'
import { startTools } from './testing/start-tools.ts'

/** The softphones that were started, with what the console told them. */
const started: {
  credentials: RealCredentials
  parts: SoftphoneParts
  renewed: string[]
  used: unknown[]
  stopped: boolean
}[] = []
vi.mock('./load-softphone.ts', async (load) => ({
  ...(await load<typeof import('./load-softphone.ts')>()),
  loadSoftphone: async (credentials: RealCredentials) => (parts: SoftphoneParts) => {
    const phone = { credentials, parts, renewed: [] as string[], used: [] as unknown[], stopped: false }
    started.push(phone)
    return {
      renew: (secret: string) => phone.renewed.push(secret),
      use: async (devices: unknown) => {
        phone.used.push(devices)
      },
      release: () => {},
      read: async () => null,
      stop: () => {
        phone.stopped = true
      },
    }
  },
}))

let media: ReturnType<typeof fakeMedia>
let stops: (() => void)[]
beforeEach(() => {
  localStorage.clear()
  started.length = 0
  stops = []
  media = fakeMedia()
})
afterEach(() => {
  for (const stop of stops) stop()
  media.remove()
  vi.restoreAllMocks()
})

async function open(credentials: () => unknown = () => sipCredentials) {
  const console = await startTools(makePhoneDesk(credentials))
  const gone: string[] = []
  stops.push(
    followPhone(console.tools, (use, device) => gone.push(`${use} ${device}`)),
    console.stop,
  )
  await vi.waitFor(() => expect(console.tools.phone.getState().state.kind).not.toBe('asking'))
  const phone = () => {
    const [first] = started
    if (first === undefined) throw new Error('no softphone was started')
    return first
  }
  const state = () => console.tools.phone.getState().state
  const goAvailable = () => {
    const since = console.clock.now()
    console.desk.emit({ type: 'agent.state-changed', state: { kind: 'available', since }, next: null })
  }
  const ask = async () => {
    const answer = console.tools.dispatch.live({ type: 'agent.set-state', state: { kind: 'available' } })
    await console.clock.advance(4_000)
    return answer
  }
  const register = async () => {
    // what a softphone takes is loaded on demand: the first time it is also translated
    await vi.waitFor(() => expect(started).toHaveLength(1), 15_000)
    phone().parts.tell({ kind: 'connection', connection: 'registered' })
  }
  return { ...console, gone, phone, state, goAvailable, ask, register }
}

describe('who has a desk phone', () => {
  it('has no softphone, opens no microphone and becomes available as ever', async () => {
    const desk = await open(() => ({ kind: 'none' }))
    expect(desk.state()).toEqual({ kind: 'none' })
    expect(await desk.ask()).toEqual({ ok: true })
    expect(started).toEqual([])
    expect(media.state.opened).toEqual([])
    expect(desk.asked).toHaveLength(1)
  })
})

describe('the self-test before available', () => {
  it('lets pass who is connected and heard, and leaves no microphone open', async () => {
    const desk = await open()
    await desk.register()
    expect(await desk.ask()).toEqual({ ok: true })
    expect(media.state.opened).toEqual([''])
    expect(media.openTracks()).toEqual([])
  })

  it.each([
    ['blocked', 'denied', () => (media.state.failure = 'NotAllowedError')],
    ['missing', 'missing', () => (media.state.failure = 'NotFoundError')],
    ['held by another program', 'busy', () => (media.state.failure = 'NotReadableError')],
    ['dead', 'silent', () => (media.state.heard = 0)],
  ])('holds back who has a microphone that is %s, and says which', async (_what, problem, break_) => {
    const desk = await open()
    await desk.register()
    break_()
    expect(await desk.ask()).toEqual({ ok: false, refusal: { code: 'phone_not_ready' } })
    expect(desk.state()).toEqual({ kind: 'failed', problem })
    expect(desk.live()).toEqual([])
    expect(media.openTracks()).toEqual([])
    Object.assign(media.state, { failure: null, heard: 0.2 })
    expect(await desk.ask()).toEqual({ ok: true })
  })

  it('holds back who is not connected', async () => {
    const desk = await open()
    await vi.waitFor(() => expect(started).toHaveLength(1))
    desk.phone().parts.tell({ kind: 'connection', connection: 'lost' })
    expect(await desk.ask()).toEqual({ ok: false, refusal: { code: 'phone_not_ready' } })
    expect(desk.refusals).toEqual([{ code: 'phone_not_ready' }])
  })
})

describe('while available', () => {
  const notReady = { type: 'agent.set-state', state: { kind: 'not_ready', reason: 'phone_down' } }

  it('a registration that stays away makes the agent not ready; one that is back in time does not', async () => {
    const desk = await open()
    await desk.register()
    desk.goAvailable()
    const { tell } = desk.phone().parts
    tell({ kind: 'connection', connection: 'lost' })
    await desk.clock.advance(2_000)
    tell({ kind: 'connection', connection: 'registered' })
    await desk.clock.advance(10_000)
    expect(desk.live()).toEqual([])
    for (let tries = 0; tries < 5; tries += 1) {
      tell({ kind: 'connection', connection: 'lost' })
      tell({ kind: 'connection', connection: 'connecting' })
      await desk.clock.advance(1_000)
    }
    expect(desk.live()).toEqual([notReady])
  })

  it('a headset pulled out makes the agent not ready at once', async () => {
    const desk = await open()
    await desk.register()
    desk.goAvailable()
    media.change([])
    await vi.waitFor(() => expect(desk.state()).toEqual({ kind: 'failed', problem: 'missing' }))
    await desk.clock.advance(100)
    expect(desk.live()).toEqual([notReady])
  })

  it('is asked for once, and never taken back by itself', async () => {
    const desk = await open()
    await desk.register()
    desk.goAvailable()
    media.change([])
    await vi.waitFor(() => expect(desk.state().kind).toBe('failed'))
    await desk.clock.advance(20_000)
    media.change(headset)
    await desk.clock.advance(20_000)
    expect(desk.live()).toEqual([notReady])
  })
})

it('a chosen device that vanishes is followed by the system’s own within a second, and is named', async () => {
  const desk = await open()
  desk.tools.audio.setState({ microphone: { deviceId: 'mic-1', label: 'Headset microphone' } })
  await desk.register()
  await vi.waitFor(() => expect(desk.phone().used.at(-1)).toEqual({ microphone: 'mic-1', speaker: '' }))
  media.change(headset.filter(({ deviceId }) => deviceId !== 'mic-1'))
  await vi.waitFor(() => expect(desk.phone().used.at(-1)).toEqual({ microphone: '', speaker: '' }))
  expect(desk.gone).toEqual(['microphone Headset microphone'])
  media.change(headset)
  await vi.waitFor(() => expect(desk.phone().used.at(-1)).toEqual({ microphone: 'mic-1', speaker: '' }))
})

describe('credentials', () => {
  it('are asked for again while the line is away, and renewed before they end', async () => {
    let answers: unknown[] = [{ kind: 'nonsense' }, sipCredentials, { ...sipCredentials, password: 'the-next' }]
    const desk = await open(() => answers.shift())
    expect(desk.state()).toEqual({ kind: 'failed', problem: 'credentials' })
    await desk.clock.advance(5_000)
    await desk.register()
    answers = [{ ...sipCredentials, password: 'the-next', expiresAt: desk.clock.now() + 9_000_000 }]
    await desk.clock.advance(3_600_000 - 60_000)
    await vi.waitFor(() => expect(desk.phone().renewed).toEqual(['the-next']))
  })

  it('are nowhere in what a browser keeps, in the console’s state, its queries or its log', async () => {
    const logged: unknown[] = []
    for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
      vi.spyOn(console, level).mockImplementation((...words) => void logged.push(words))
    }
    const desk = await open()
    await desk.register()
    await desk.ask()
    const kept = JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      desk.tools.store.getState(),
      desk.tools.phone.getState(),
      desk.tools.queryClient
        .getQueryCache()
        .getAll()
        .map(({ state }) => state),
      desk.desk.sent,
      logged,
    ])
    expect(desk.phone().credentials).toEqual(sipCredentials)
    expect(kept).not.toContain(sipCredentials.password)
  })
})

it('a call that sounds is talking, with what hinders it; the stop ends the softphone and leaves no timer', async () => {
  const desk = await open()
  await desk.register()
  const { tell } = desk.phone().parts
  tell({ kind: 'audio', audio: 'held' })
  expect(desk.state()).toEqual({ kind: 'talking', quality: null, held: true, problem: null })
  tell({ kind: 'audio', audio: 'up' })
  tell({ kind: 'microphone-ended' })
  expect(desk.state()).toEqual({ kind: 'talking', quality: null, held: false, problem: 'missing' })
  for (const stop of stops) stop()
  stops = []
  expect(desk.phone().stopped).toBe(true)
  expect(desk.clock.pending()).toBe(0)
})
