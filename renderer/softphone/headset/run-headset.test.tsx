import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { makeFakeHeadset, makeFakeHid } from '#renderer/softphone/testing/fake-hid.ts'
import { startTools } from '#renderer/softphone/testing/start-tools.ts'
import { makeStoryDesk } from '#test/support/story-desk.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import type { HidDevice } from './hid-port.ts'
import { runHeadset } from './run-headset.ts'

const lifted = 0b01
const muteDown = 0b11
const lamps = { none: '4:000', offHook: '4:010', muted: '4:011', ring: '4:100' }

let stops: (() => void)[]
beforeEach(() => {
  stops = []
})
afterEach(() => {
  for (const stop of stops) stop()
  vi.restoreAllMocks()
})

async function open(granted: HidDevice[] = []) {
  const clock = createTestClock(Date.UTC(2026, 10, 22, 10, 24))
  const story = makeStoryDesk(clock.now)
  const console = await startTools({ ...story, clock })
  const browser = makeFakeHid(granted)
  const gone: string[] = []
  const stop = runHeadset(browser.hid, { ...console.tools, onGone: (_use, device) => gone.push(device) })
  stops.push(stop, console.stop)
  const shown = () => console.tools.phone.getState().headset
  return { ...story, browser, gone, stop, shown, tools: console.tools }
}

it('a browser without such devices shows none', async () => {
  const { tools } = await open()
  stops.shift()?.()
  stops.push(runHeadset(undefined, { ...tools, onGone: () => {} }))
  expect(tools.phone.getState().headset).toBeNull()
})

it('a headset that was allowed once answers, mutes and hangs up, and its lamps follow the line', async () => {
  const headset = makeFakeHeadset()
  const desk = await open([headset.device])
  await vi.waitFor(() => expect(desk.shown()?.name).toBe('Evolve'))
  desk.ring()
  await vi.waitFor(() => expect(headset.made.sent.at(-1)).toBe(lamps.ring))
  headset.say(lifted)
  await vi.waitFor(() => expect(desk.live()).toEqual([{ type: 'call.answer', offerId: 'offer-1' }]))
  desk.answer()
  await vi.waitFor(() => expect(headset.made.sent.at(-1)).toBe(lamps.offHook))
  headset.say(muteDown)
  headset.say(lifted)
  await vi.waitFor(() => expect(desk.live().at(-1)).toEqual({ type: 'call.mute', callId: 'call-1' }))
  expect(desk.live()).toHaveLength(2)
  headset.say(0)
  await vi.waitFor(() => expect(desk.live().at(-1)).toEqual({ type: 'call.hang-up', callId: 'call-1' }))
  desk.hangUp()
  await vi.waitFor(() => expect(headset.made.sent.at(-1)).toBe(lamps.none))
})

it('a hook that reports what it was told asks for nothing', async () => {
  const headset = makeFakeHeadset()
  const desk = await open([headset.device])
  await vi.waitFor(() => expect(desk.shown()?.name).toBe('Evolve'))
  desk.ring()
  desk.answer()
  await vi.waitFor(() => expect(headset.made.sent.at(-1)).toBe(lamps.offHook))
  headset.say(lifted)
  desk.hangUp()
  await vi.waitFor(() => expect(headset.made.sent.at(-1)).toBe(lamps.none))
  headset.say(0)
  expect(desk.live()).toEqual([])
})

it('lifted without a call it is told again that there is none', async () => {
  const headset = makeFakeHeadset()
  const desk = await open([headset.device])
  await vi.waitFor(() => expect(headset.made.sent).toEqual([lamps.none]))
  headset.say(lifted)
  await vi.waitFor(() => expect(headset.made.sent).toEqual([lamps.none, lamps.none]))
  expect(desk.live()).toEqual([])
})

it('the agent chooses one by a click, among telephones only, and lets it go again', async () => {
  const headset = makeFakeHeadset()
  const desk = await open()
  expect(desk.shown()).toMatchObject({ name: null, failed: false })
  desk.browser.made.chosen = [headset.device]
  await desk.shown()?.ask()
  expect(desk.browser.made.filters).toEqual([{ usagePage: 0x0b }])
  expect(desk.shown()?.name).toBe('Evolve')
  await desk.shown()?.forget()
  expect(desk.shown()?.name).toBeNull()
  expect(headset.made.forgotten).toBe(true)
  expect(headset.listens()).toBe(false)
})

it('one unplugged in a call is told, ends nothing, and works again when it is back', async () => {
  const headset = makeFakeHeadset()
  const desk = await open([headset.device])
  await vi.waitFor(() => expect(desk.shown()?.name).toBe('Evolve'))
  desk.ring()
  desk.answer()
  headset.pull()
  desk.browser.tell('disconnect', headset.device)
  expect(desk.gone).toEqual(['Evolve'])
  expect(desk.shown()?.name).toBeNull()
  desk.hangUp()
  expect(desk.live()).toEqual([])
  headset.made.plugged = true
  desk.browser.tell('connect', headset.device)
  await vi.waitFor(() => expect(desk.shown()?.name).toBe('Evolve'))
  await vi.waitFor(() => expect(headset.made.sent.at(-1)).toBe(lamps.none))
})

it('one that another program holds is told of, and tried again when it is chosen again', async () => {
  const failed = vi.spyOn(console, 'error').mockImplementation(() => {})
  const headset = makeFakeHeadset()
  headset.made.failure = 'NotAllowedError'
  const desk = await open([headset.device])
  await vi.waitFor(() => expect(desk.shown()).toMatchObject({ name: null, failed: true }))
  expect(failed).toHaveBeenCalledOnce()
  headset.made.failure = null
  desk.browser.made.chosen = [headset.device]
  await desk.shown()?.ask()
  expect(desk.shown()).toMatchObject({ name: 'Evolve', failed: false })
})

it('what has no telephone buttons is left alone; who signs out leaves no listener and no lamp', async () => {
  const keyboard = makeFakeHeadset('Keyboard', [{ usagePage: 1, usage: 6, inputReports: [], outputReports: [] }])
  const headset = makeFakeHeadset()
  const desk = await open([keyboard.device, headset.device])
  await vi.waitFor(() => expect(desk.shown()?.name).toBe('Evolve'))
  expect(keyboard.device.opened).toBe(false)
  desk.ring()
  desk.stop()
  await vi.waitFor(() => expect(headset.device.opened).toBe(false))
  expect(headset.made.sent.at(-1)).toBe(lamps.none)
  expect(headset.listens()).toBe(false)
  expect(desk.browser.listens()).toBe(false)
  expect(desk.shown()).toBeNull()
})
