import { act, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { renderApp } from '#renderer/frame/testing/render-app.tsx'
import { browserClock } from '#renderer/state/clock-browser.ts'
import { makeStoryDesk } from '#test/support/story-desk.ts'

/** What a browser's audio was told to play. */
const audio = { started: 0, stopped: 0, volumes: [] as number[] }

class FakeAudio {
  currentTime = 0
  destination = {}
  resume = async () => {}
  createGain() {
    const gain = {
      set value(volume: number) {
        audio.volumes.push(volume)
      },
      setTargetAtTime: () => {},
      setValueAtTime: () => {},
      linearRampToValueAtTime: () => {},
    }
    return { gain, connect: () => {} }
  }
  createOscillator() {
    const stop = (at: number) => {
      // the end that each tone is given is no stop of the ring
      if (at <= 0.1) audio.stopped += 1
    }
    const start = () => {
      audio.started += 1
    }
    return { frequency: { value: 0 }, connect: () => {}, start, stop }
  }
}

/** What the system was asked to show. */
class FakeNotification extends EventTarget {
  static permission = 'granted'
  static shown: FakeNotification[] = []
  readonly words: string
  closed = false
  constructor(title: string, { body }: { body: string }) {
    super()
    this.words = `${title}: ${body}`
    FakeNotification.shown.push(this)
  }
  close() {
    this.closed = true
  }
}

let inFront: boolean
beforeEach(() => {
  Object.assign(audio, { started: 0, stopped: 0, volumes: [] })
  FakeNotification.shown = []
  FakeNotification.permission = 'granted'
  inFront = false
  vi.stubGlobal('AudioContext', FakeAudio)
  vi.stubGlobal('Notification', FakeNotification)
  vi.spyOn(document, 'hasFocus').mockImplementation(() => inFront)
  document.title = 'Ringdesk'
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const open = (preferences: Record<string, unknown> = {}) =>
  renderApp(makeStoryDesk(browserClock.now, (desk) => Object.assign(desk.preferences, preferences)))
const announced = () => screen.findByText(/Incoming call, Maya Okafor/)

it('a ring is heard as loud as the agent wants it, until it is answered', async () => {
  const story = await open({ ringVolume: 0.8 })
  story.ring()
  await announced()
  await waitFor(() => expect(audio.started).toBeGreaterThan(0))
  expect(Math.max(...audio.volumes)).toBeCloseTo(0.4)
  expect(audio.stopped).toBe(0)
  story.answer()
  await waitFor(() => expect(audio.stopped).toBe(audio.started))
})

it('is heard though this machine’s clock was just set ahead, and not when central is away and may have ended it', async () => {
  const past = { offeredAt: browserClock.now() - 60_000, expiresAt: browserClock.now() - 40_000 }
  const story = await open()
  story.ring(undefined, past)
  await announced()
  await waitFor(() => expect(audio.started).toBeGreaterThan(0))
  story.answer()
  story.hangUp()
  await waitFor(() => expect(audio.stopped).toBe(audio.started))
  const before = audio.started
  act(() => story.desk.notify({ kind: 'link', link: { kind: 'offline', since: 0 }, clockOffsetMs: 0 } as never))
  story.ring(undefined, past)
  await announced()
  await waitFor(() => expect(document.title).toBe('Call: Maya Okafor'))
  expect(audio.started).toBe(before)
})

it('makes no sound for who wants none, and is seen all the same', async () => {
  const story = await open({ ringSound: false })
  story.ring()
  await announced()
  await waitFor(() => expect(document.title).toBe('Call: Maya Okafor'))
  expect(audio.started).toBe(0)
})

it('stands in the title of the window while it rings, and no longer', async () => {
  const story = await open()
  const before = document.title
  story.ring()
  await announced()
  await waitFor(() => expect(document.title).toBe('Call: Maya Okafor'))
  story.answer()
  await waitFor(() => expect(document.title).toBe(before))
})

it('leaves the title alone for who does not want it', async () => {
  const story = await open({ ringTitle: false })
  story.ring()
  await announced()
  await waitFor(() => expect(audio.started).toBeGreaterThan(0))
  expect(document.title).not.toContain('Maya')
})

it('is told by the system while the window is behind others; a click brings it, and its end takes it away', async () => {
  const focus = vi.spyOn(window, 'focus').mockImplementation(() => {})
  const story = await open()
  story.ring()
  await announced()
  await waitFor(() => expect(FakeNotification.shown).toHaveLength(1))
  const [told] = FakeNotification.shown
  expect(told?.words).toBe('Incoming call: Maya Okafor · Gold support')
  act(() => void told?.dispatchEvent(new Event('click')))
  expect(focus).toHaveBeenCalledOnce()
  story.answer()
  await waitFor(() => expect(told?.closed).toBe(true))
})

it.each([
  ['the window is in front', () => (inFront = true), {}],
  ['the agent does not want it', () => {}, { ringNotification: false }],
  ['the browser was not allowed to', () => (FakeNotification.permission = 'denied'), {}],
])('is not told by the system when %s', async (_when, prepare, preferences) => {
  prepare()
  const story = await open(preferences)
  story.ring()
  await announced()
  await waitFor(() => expect(audio.started).toBeGreaterThan(0))
  expect(FakeNotification.shown).toEqual([])
})
