import { expect, it } from 'vitest'
import type { LineLeg } from '#central/telephony/adapter.ts'
import { CallId, LegId } from '#shared/protocol/ids.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import type { AriClient } from './ari-client.ts'
import type { AsteriskLine } from './asterisk-line.ts'
import { sayToLeg } from './say-to-leg.ts'

const callId = CallId.parse('call')
const caller: LineLeg = {
  ...{ callId, legId: LegId.parse('leg'), role: 'customer', vendorId: 'leg' },
  ...{ state: 'up', place: 'parked', muted: false },
}
const sound = { kind: 'say' as const, text: 'All our agents are busy.', language: 'zh-CN' }
const say = { op: 'say' as const, commandId: 'away', callId, legId: caller.legId, sound, thenHangUp: true }

/** Sends a caller away at an Asterisk that has these sounds; gives the answer, and what it was asked. */
async function sendAway({ sounds, names, leaves = false }: { sounds: string[]; names: string[]; leaves?: boolean }) {
  const asked: string[] = []
  const legs = new Map([['leg', caller]])
  const ask =
    (method: string): AriClient['post'] =>
    async (path, query = {}) => {
      asked.push([method, path, query.media, query.lang].filter(Boolean).join(' '))
      return { ok: true, status: 200, body: null }
    }
  const refuses = () => Promise.reject(new Error('nothing is read here'))
  const reads = { read: refuses, find: refuses, open: refuses }
  const line: AsteriskLine = {
    config: {
      ...{ url: '', user: 'u', password: 'p', app: 'ringdesk', trunk: 'trunk', language: 'en' },
      ...{ detectMachines: false, phones: null },
    },
    legs,
    ari: { authorization: '', post: ask('POST'), put: ask('PUT'), delete: ask('DELETE'), ...reads },
    ...{ clock: createTestClock(0), log: { info() {}, warn() {}, error() {} } },
    ...{ reading: { app: 'ringdesk', readTime: Date.parse }, bridged: new Map(), watches: new Map() },
    ...{ questions: new Map(), recordings: new Map(), messages: new Map(), lastAt: 0, waitForStasis: async () => true },
    async waitForPlayback() {
      // asked for before the order, over after it
      await new Promise(setImmediate)
      if (leaves) legs.delete('leg')
      return sounds.some((name) => asked.at(-1)?.includes(`sound:${name} `))
    },
    ...{ emit() {}, follow() {}, dropBridge() {}, dropRecorders() {} },
    ...{ dropRecording() {}, dropListening() {}, judge() {} },
  }
  const answer = await sayToLeg(line, caller, { ...say, names })
  const played = asked.flatMap((what) => / (sound:\S+) zh_CN$/.exec(what)?.[1] ?? [])
  return { answer, played, isHungUp: asked.includes('DELETE /channels/leg') }
}

it("plays the site's own words, those of the queue first, and hangs up after them", async () => {
  const all = await sendAway({ sounds: ['ringdesk-busy-vip', 'ringdesk-busy'], names: ['busy-vip', 'busy'] })
  expect(all).toEqual({ answer: { ok: true }, played: ['sound:ringdesk-busy-vip'], isHungUp: true })
  const one = await sendAway({ sounds: ['ringdesk-busy'], names: ['busy-vip', 'busy'] })
  expect(one.played).toEqual(['sound:ringdesk-busy-vip', 'sound:ringdesk-busy'])
})

it.each([
  ['busy', 'please-try-call-later'],
  ['not-in-service', 'ss-noservice'],
])('takes what comes with Asterisk for %s', async (name, core) => {
  const { answer, played } = await sendAway({ sounds: [core], names: [name] })
  expect(answer).toEqual({ ok: true })
  expect(played.at(-1)).toBe(`sound:${core}`)
})

it('has said nothing where there is no such sound, and leaves the caller to who asked', async () => {
  const { answer, isHungUp } = await sendAway({ sounds: [], names: ['busy'] })
  expect(answer).toMatchObject({ ok: false, code: 'unsupported' })
  expect(isHungUp).toBe(false)
})

it('nor to a caller who hangs up meanwhile', async () => {
  const { answer } = await sendAway({ sounds: ['ringdesk-busy'], names: ['busy'], leaves: true })
  expect(answer).toEqual({ ok: false, code: 'gone' })
})
