import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { LineEvent, LineLeg } from '#central/telephony/adapter.ts'
import { CallId, LegId, RecordingId } from '#shared/protocol/ids.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { createAriClient } from './ari-client.ts'
import type { AsteriskLine } from './asterisk-line.ts'
import { type RecordCommand, recordCall } from './record-call.ts'
import { takeInRecordingEvent, takeInRecordings } from './take-in-recording.ts'

const ids = { callId: CallId.parse('call'), recordingId: RecordingId.parse('rec') }
const customer: LineLeg = {
  ...{ callId: ids.callId, legId: LegId.parse('leg'), role: 'customer', vendorId: 'leg' },
  ...{ state: 'up', place: 'bridge', muted: false },
}
const sides = ['ringdesk-rec-in', 'ringdesk-rec-out'] as const

let refused: RegExp
/** what is recorded, and whether it is silenced */
let live: Map<string, boolean>
let stored: Set<string>
let told: LineEvent[]
let dropped: string[]
let server: Server
let line: AsteriskLine

/** An Asterisk that records, and that fails where `refused` matches. */
function answer(what: string): number {
  if (refused.test(what)) return 500
  if (what.startsWith('GET /asterisk/ping')) return 200
  const [, method, folder, name = '', act] = /^(\w+) \/recordings\/(live|stored)\/([^/ ]+)(?:\/(\w+))?/.exec(what) ?? []
  if (folder === 'stored') return stored.has(name) ? 200 : 404
  if (folder === 'live') {
    if (!live.has(name)) return 404
    if (act === 'mute') live.set(name, method === 'POST')
    return 204
  }
  const begun = sides.find((side) => what.includes(`/record ${side} `))
  if (begun && live.has(begun)) return 409
  if (begun) live.set(begun, false)
  return 200
}

beforeEach(async () => {
  refused = /^never$/
  live = new Map(sides.map((side) => [side, false]))
  stored = new Set()
  told = []
  dropped = []
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
    response.statusCode = answer([request.method, pathname.replace('/ari', ''), ...searchParams.values()].join(' '))
    response.end(
      response.statusCode === 204 ? '' : JSON.stringify({ name: 'x', timestamp: '2026-01-01T00:00:00.000+0000' }),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server is not up')
  const url = `http://127.0.0.1:${address.port}/ari`
  const config = {
    url,
    user: 'u',
    password: 'p',
    app: 'ringdesk',
    trunk: 'trunk',
    language: 'en',
    detectMachines: true,
    phones: null,
  }
  line = {
    ...{ config, ari: createAriClient(config), clock: createTestClock(0), log: { info() {}, warn() {}, error() {} } },
    ...{ reading: { app: config.app, readTime: Date.parse }, legs: new Map([['leg', customer]]), bridged: new Map() },
    ...{ watches: new Map(), recordings: new Map(), lastAt: 0, waitForStasis: async () => true },
    ...{ messages: new Map(), questions: new Map(), waitForPlayback: async () => true },
    ...{
      emit: (event) => void told.push(event),
      follow() {},
      dropBridge() {},
      dropRecorders() {},
      dropListening() {},
      judge() {},
    },
    dropRecording: (recordingId) => void dropped.push(recordingId),
  }
})
afterEach(() => {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(resolve))
})

const record = (act: RecordCommand['act']) =>
  recordCall(line, { op: 'record', act, ...ids, legId: customer.legId, commandId: `${act}-${told.length}` })
const states = () => told.flatMap((event) => (event.type === 'recording' ? [event.state] : []))
const silenced = () => sides.map((side) => live.get(side))
/** central begins anew and finds what Asterisk records */
const findAgain = () =>
  takeInRecordings(line, {
    at: 1,
    legs: [customer],
    bridged: new Map(),
    emptyBridges: [],
    unconfirmed: new Set(),
    recordings: [ids],
  })

it('a pause that Asterisk refuses by half leaves the recording going on', async () => {
  live.clear()
  await record('start')
  const timestamp = '2026-01-01T00:00:00.000+0000'
  for (const name of sides) takeInRecordingEvent(line, { type: 'RecordingStarted', timestamp, recording: { name } })
  refused = /live\/ringdesk-rec-out\/mute/
  expect(await record('pause')).toMatchObject({ ok: false })
  expect(silenced()).toEqual([false, false])
})

it.each(['of this process', 'found after a restart'])(
  'a pause %s stays one when its repetition is refused by half',
  async (which) => {
    await findAgain()
    await record('pause')
    if (which !== 'of this process') {
      line.recordings.clear()
      await findAgain()
    }
    refused = /^POST .*live\/ringdesk-rec-out\/mute/
    expect(await record('pause')).toMatchObject({ ok: false })
    expect(silenced()).toEqual([true, true])
  },
)

it.each([/^DELETE .*live\/ringdesk-rec-out\/mute/, /ping/])(
  'a pause stays one when going on is refused (%s)',
  async (fails) => {
    await findAgain()
    await record('pause')
    refused = fails
    await record('resume').catch(() => null)
    expect(states()).toEqual(['paused'])
    expect(silenced()).toEqual([true, true])
  },
)

it('one whose start was cut short is told as on when both sides are recorded', async () => {
  live.delete('ringdesk-rec-out')
  await findAgain()
  expect(await record('start')).toMatchObject({ ok: true })
  expect(silenced()).toEqual([false, false])
})

it('one that was begun whole is told as on again', async () => {
  await findAgain()
  expect(await record('start')).toEqual({ ok: true, repeated: true })
  expect(states()).toEqual(['on'])
})

it('what is over unnoticed has its sound', async () => {
  await findAgain()
  live.clear()
  stored = new Set(sides)
  expect(await record('stop')).toMatchObject({ ok: true })
  expect(states()).toEqual(['stopped', 'ready'])
})

it('of half a recording nothing is kept', async () => {
  live.clear()
  stored.add('ringdesk-rec-in')
  expect(await record('stop')).toMatchObject({ ok: false, code: 'wrong_state' })
  expect(dropped).toEqual(['rec'])
})
