import { beforeEach, describe, expect, it } from 'vitest'
import type { PhoneState } from '#renderer/state/phone-state.ts'
import { makeStoryCall } from '#test/support/console-story.ts'
import { makePhoneDesk } from '#test/support/phone-desk.ts'
import { startTools } from './testing/start-tools.ts'
import { watchRejoin } from './watch-rejoin.ts'

beforeEach(() => localStorage.clear())

const rejoin = { type: 'call.rejoin', callId: 'call-1' }
const attach = { type: 'call.attach', callId: 'call-1' }
const talking: PhoneState = { kind: 'talking', quality: null, held: false, problem: null }

async function open({ inCall, call = {} }: { inCall: boolean; call?: object }) {
  const story = await startTools(makePhoneDesk(() => ({ kind: 'none' })))
  const { tools, desk, clock, live } = story
  const phone = (state: PhoneState) => tools.phone.setState({ state })
  const take = (change: object = {}) =>
    desk.emit({ type: 'call.answered', call: { ...makeStoryCall(clock.now()), ...change } })
  phone({ kind: 'starting' })
  if (inCall) take(call)
  const stop = watchRejoin(tools)
  return {
    ...{ desk, clock, live, phone, take, stop },
    hangUp: () =>
      desk.emit({ type: 'call.ended', callId: 'call-1', endedAt: clock.now(), cause: 'normal', endedBy: 'customer' }),
    link: (online: boolean) =>
      desk.notify({
        kind: 'link',
        link: online ? { kind: 'online', since: 0 } : { kind: 'offline', since: 0 },
      } as never),
  }
}

describe('a page loaded in the middle of a call', () => {
  it('asks for its sound as soon as it can be called, again while none comes, and no more once it sounds', async () => {
    const page = await open({ inCall: true })
    expect(page.live()).toEqual([])
    page.phone({ kind: 'ready' })
    expect(page.live()).toEqual([rejoin])
    await page.clock.advance(3_000)
    expect(page.live()).toEqual([rejoin, rejoin])
    page.phone(talking)
    await page.clock.advance(60_000)
    expect(page.live()).toEqual([rejoin, rejoin])
    expect(page.clock.pending()).toBe(0)
  })

  it('whose sound went on elsewhere says so, and asks for nothing', async () => {
    const page = await open({ inCall: true })
    page.phone(talking)
    await page.clock.advance(10_000)
    expect(page.live()).toEqual([attach])
  })

  it('asks for nothing once the call is over, and with a line that is away', async () => {
    const page = await open({ inCall: true })
    page.phone({ kind: 'failed', problem: 'registration' })
    await page.clock.advance(10_000)
    page.hangUp()
    page.phone({ kind: 'ready' })
    await page.clock.advance(10_000)
    expect(page.live()).toEqual([])
  })

  it('asks for the sound of a call that it supervises', async () => {
    const page = await open({ inCall: true, call: { part: 'supervisor' } })
    page.phone({ kind: 'ready' })
    expect(page.live()).toEqual([rejoin])
    page.phone(talking)
    page.phone({ kind: 'ready' })
    await page.clock.advance(1_500)
    expect(page.live()).toEqual([rejoin, rejoin])
  })

  it('asks for the sound of a call about which its agent is asked', async () => {
    const page = await open({ inCall: true, call: { part: 'consulted' } })
    page.phone({ kind: 'ready' })
    expect(page.live()).toEqual([rejoin])
  })
})

describe('a page whose call sounded', () => {
  it('asks for it when the sound is gone and the call is not', async () => {
    const page = await open({ inCall: false })
    page.phone({ kind: 'ready' })
    page.take()
    await page.clock.advance(10_000)
    // its first sound is on the way by itself
    expect(page.live()).toEqual([])
    page.phone(talking)
    page.phone({ kind: 'ready' })
    await page.clock.advance(1_499)
    expect(page.live()).toEqual([])
    await page.clock.advance(1)
    expect(page.live()).toEqual([rejoin])
  })

  it('asks for nothing when the call ends with its sound', async () => {
    const page = await open({ inCall: false })
    page.take()
    page.phone(talking)
    page.phone({ kind: 'ready' })
    await page.clock.advance(500)
    page.hangUp()
    await page.clock.advance(10_000)
    expect(page.live()).toEqual([])
  })

  it('says that it still sounds when its desk was away for a moment', async () => {
    const page = await open({ inCall: false })
    page.take()
    page.phone(talking)
    page.link(false)
    expect(page.live()).toEqual([])
    page.link(true)
    expect(page.live()).toEqual([attach])
  })

  it('says nothing after the stop', async () => {
    const page = await open({ inCall: true })
    page.phone({ kind: 'ready' })
    page.stop()
    await page.clock.advance(10_000)
    expect(page.live()).toEqual([rejoin])
    expect(page.clock.pending()).toBe(0)
  })
})
