import { expect, it } from 'vitest'
import type { LineEvent, LineLeg } from '#central/telephony/adapter.ts'
import { CallId, LegId } from '#shared/protocol/ids.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import type { AriClient } from './ari-client.ts'
import type { AsteriskLine } from './asterisk-line.ts'
import { readCause } from './causes.ts'
import { dialLeg } from './dial-leg.ts'
import { takeInEvent } from './take-in-event.ts'
import { takeInLook } from './take-in-look.ts'
import type { Channel } from './wire.ts'

const callId = CallId.parse('call')
const legId = LegId.parse('leg')
const timestamp = '2026-01-01T00:00:00.000+0000'

/** A telephone that has been picked up, at an Asterisk that has these sounds; `keeps`: what `ari.conf` lets be read. */
function open({ sounds = ['ringdesk-confirm'], role = 'agent' as LineLeg['role'], keeps = true } = {}) {
  const asked: string[] = []
  const told: LineEvent[] = []
  const clock = createTestClock(0)
  const vars: Record<string, string> = { RINGDESK_CALL: callId, RINGDESK_ROLE: role, RINGDESK_CONFIRM: 'awaited' }
  const channel = (): Channel => ({
    ...{ id: legId, state: 'Up', caller: { number: '' }, dialplan: { app_name: 'Stasis', app_data: '' } },
    ...{ creationtime: timestamp, channelvars: { ...vars, ...(keeps ? {} : { RINGDESK_CONFIRM: '' }) } },
  })
  const ask =
    (method: string): AriClient['post'] =>
    async (path, query = {}) => {
      asked.push([method, path, query.media ?? query.value ?? query.channel, query.lang].filter(Boolean).join(' '))
      if (query.variable !== undefined) vars[query.variable] = String(query.value)
      return { ok: true, status: 200, body: path === '/channels/create' ? { ...channel(), state: 'Down' } : null }
    }
  const ringing: LineLeg = { callId, legId, role, state: 'ringing', place: 'parked', muted: false, vendorId: legId }
  const refuses = () => Promise.reject(new Error('nothing is read here'))
  const line: AsteriskLine = {
    config: {
      url: '',
      user: 'u',
      password: 'p',
      app: 'ringdesk',
      trunk: 'trunk',
      language: 'zh-TW',
      detectMachines: false,
      phones: null,
    },
    ari: {
      authorization: '',
      post: ask('POST'),
      put: ask('PUT'),
      delete: ask('DELETE'),
      read: refuses,
      find: refuses,
      open: refuses,
    },
    ...{ clock, log: { info() {}, warn() {}, error() {} }, reading: { app: 'ringdesk', readTime: Date.parse } },
    ...{ legs: new Map([[legId, ringing]]), bridged: new Map(), watches: new Map(), questions: new Map() },
    ...{ recordings: new Map(), messages: new Map(), lastAt: 0, waitForStasis: async () => true },
    async waitForPlayback() {
      // asked for before the order, over after it
      await settle()
      return sounds.some((name) => asked.at(-1)?.includes(`sound:${name}`))
    },
    ...{ emit: (event) => void told.push(event), follow() {}, dropBridge() {}, dropRecorders() {} },
    ...{ dropRecording() {}, dropListening() {}, judge() {} },
  }
  return {
    ...{ line, asked, clock, vars },
    pickUp: () => takeInEvent(line, { type: 'ChannelStateChange', timestamp, channel: channel() }),
    async press(digit: string) {
      takeInEvent(line, { type: 'ChannelDtmfReceived', timestamp, channel: channel(), digit })
      await settle()
    },
    channel,
    plays: () => asked.filter((what) => what.includes('/play/')),
    hangsUp: () => asked.filter((what) => what === `DELETE /channels/${legId}`).length,
    told: () => told.map((event) => (event.type === 'leg' ? `${event.state} ${event.place}` : event.type)),
  }
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 5))

it('who picks up is told as ringing, is asked in the language of the site, and is let in by the key', async () => {
  const phone = open()
  phone.pickUp()
  await settle()
  expect(phone.told()).toEqual(['ringing parked'])
  expect(phone.plays()).toEqual([
    expect.stringMatching(/^POST \/channels\/leg\/play\/.* sound:ringdesk-confirm zh_TW$/),
  ])
  await phone.press('1')
  expect(phone.vars.RINGDESK_CONFIRM).toBe('given')
  expect(phone.asked.at(-1)).toBe('POST /bridges/call/addChannel leg')
  takeInEvent(phone.line, {
    ...{ type: 'ChannelEnteredBridge', timestamp, channel: phone.channel() },
    bridge: { id: callId, name: 'ringdesk', channels: [] },
  })
  expect(phone.told().at(-1)).toBe('up bridge')
  await phone.clock.advance(60_000)
  expect(phone.hangsUp()).toBe(0)
  expect(phone.plays()).toHaveLength(1)
})

it('a key is heeded once, and is the conversation’s afterwards', async () => {
  const phone = open()
  phone.pickUp()
  for (const digit of ['1', '1', '2']) await phone.press(digit)
  expect(phone.asked.filter((what) => what.includes('addChannel'))).toHaveLength(1)
  expect(phone.hangsUp()).toBe(0)
})

it('the words are stopped by the key: Asterisk joins nobody while it plays to them', async () => {
  const phone = open()
  phone.pickUp()
  await phone.press('1')
  const stopped = phone.asked.findIndex((what) => what.startsWith('DELETE /playbacks/'))
  expect(stopped).toBeGreaterThan(-1)
  expect(stopped).toBeLessThan(phone.asked.findIndex((what) => what.includes('addChannel')))
})

it('a voicemail box is asked again, and then hung up on as not answered', async () => {
  const phone = open()
  phone.pickUp()
  for (let second = 0; second < 15; second += 1) {
    await settle()
    await phone.clock.advance(1_000)
  }
  expect(phone.plays().length).toBeGreaterThan(1)
  expect(phone.hangsUp()).toBe(0)
  await phone.clock.advance(1_000)
  await settle()
  expect(phone.hangsUp()).toBe(1)
  expect(phone.vars.RINGDESK_CAUSE).toBe('no_answer')
  expect(phone.asked.some((what) => what.includes('addChannel'))).toBe(false)
})

it('a box that hangs up by itself has not answered either', () => {
  const phone = open()
  expect(readCause(phone.channel(), 16, false)).toBe('no_answer')
  phone.vars.RINGDESK_CONFIRM = 'given'
  expect(readCause(phone.channel(), 16, true)).toBe('normal')
})

it('another key turns the call down', async () => {
  const phone = open()
  phone.pickUp()
  await phone.press('2')
  expect(phone.vars).toMatchObject({ RINGDESK_CAUSE: 'rejected', RINGDESK_CONFIRM: 'awaited' })
  expect(phone.hangsUp()).toBe(1)
})

it('takes the words that come with Asterisk where a site has none, and the key without any', async () => {
  const bare = open({ sounds: ['followme/options'] })
  bare.pickUp()
  await settle()
  expect(bare.plays().at(-1)).toContain('sound:followme/options')
  const mute = open({ sounds: [] })
  mute.pickUp()
  await settle()
  await mute.press('1')
  expect(mute.vars.RINGDESK_CONFIRM).toBe('given')
})

it('a supervisor is let in beside the conversation', async () => {
  const phone = open({ role: 'supervisor' })
  phone.pickUp()
  await phone.press('1')
  expect(phone.asked.some((what) => what.includes('addChannel'))).toBe(false)
  expect(phone.asked.at(-1)).toContain('/events/user/')
})

it('a central that starts in the middle asks whom the one before it asked', async () => {
  const phone = open()
  const leg = phone.line.legs.get(legId)
  if (!leg) throw new Error('no leg')
  phone.line.legs.clear()
  const look = { at: 1, bridged: new Map(), emptyBridges: [], recordings: [], unconfirmed: new Set([legId]) }
  takeInLook(phone.line, { ...look, legs: [leg] })
  takeInLook(phone.line, { ...look, legs: [leg] })
  await settle()
  expect(phone.told()).toEqual(['ringing parked', 'ringing parked'])
  expect(phone.plays()).toHaveLength(1)
  await phone.press('1')
  expect(phone.asked.at(-1)).toBe('POST /bridges/call/addChannel leg')
})

const dial = {
  ...{ op: 'dial' as const, commandId: 'dial', callId, legId, role: 'agent' as const, from: null, confirm: true },
  ...{ to: { kind: 'number' as const, address: '+14155550177' }, timeoutMs: 30_000 },
}

it('is not in the bridge before the key', async () => {
  const phone = open()
  phone.line.legs.clear()
  expect(await dialLeg(phone.line, dial)).toEqual({ ok: true })
  expect(phone.asked.some((what) => what.includes('addChannel'))).toBe(false)
})

it('is not dialled where nobody could tell it from one that pressed the key', async () => {
  const phone = open({ keeps: false })
  phone.line.legs.clear()
  expect(await dialLeg(phone.line, dial)).toMatchObject({ ok: false, code: 'vendor' })
  expect(phone.asked.some((what) => what.endsWith('/dial'))).toBe(false)
  expect(phone.hangsUp()).toBe(1)
})
