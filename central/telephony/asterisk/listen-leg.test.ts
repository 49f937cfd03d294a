import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { LineLeg } from '#central/telephony/adapter.ts'
import type { MonitorMode } from '#shared/protocol/call.ts'
import { CallId, LegId } from '#shared/protocol/ids.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { createAriClient } from './ari-client.ts'
import type { AsteriskLine } from './asterisk-line.ts'
import { listenLeg } from './listen-leg.ts'

const callId = CallId.parse('call')
const both = { callId, state: 'up' as const, muted: false }
const agent: LineLeg = { ...both, legId: LegId.parse('ann'), role: 'agent', place: 'bridge', vendorId: 'ann' }
const supervisor: LineLeg = {
  ...both,
  legId: LegId.parse('sue'),
  role: 'supervisor',
  place: 'listening',
  vendorId: 'sue',
}

let refused: RegExp
let asked: string[]
let server: Server

/** An Asterisk where a supervisor whispers already, and where what matches `refused` fails. */
beforeEach(async () => {
  asked = []
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
    const what = [request.method, pathname.replace('/ari', ''), ...searchParams.values()].join(' ')
    asked.push(what)
    response.statusCode = refused.test(what) ? 500 : 200
    response.end(JSON.stringify([{ id: 'listen-sue', name: 'ringdesk-listen', channels: ['sue', 'snoop-before'] }]))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(() => {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(resolve))
})

function listen(leg: LineLeg, mode: MonitorMode) {
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
  const line: AsteriskLine = {
    ...{ config, ari: createAriClient(config), clock: createTestClock(0), log: { info() {}, warn() {}, error() {} } },
    ...{
      reading: { app: config.app, readTime: Date.parse },
      legs: new Map([agent, leg].map((one) => [one.vendorId, one])),
    },
    ...{ bridged: new Map(), watches: new Map(), recordings: new Map(), lastAt: 0, waitForStasis: async () => true },
    ...{ messages: new Map(), questions: new Map(), waitForPlayback: async () => true },
    ...{
      emit() {},
      follow() {},
      dropBridge() {},
      dropRecorders() {},
      dropRecording() {},
      dropListening() {},
      judge() {},
    },
  }
  return listenLeg(line, leg, { op: 'listen', commandId: 'now', callId, legId: leg.legId, to: agent.legId, mode })
}

const muted = () => asked.flatMap((what) => (what.includes('RINGDESK_MUTED') ? [what.at(-1)] : []))
const ended = () => asked.filter((what) => what.startsWith('DELETE /channels/'))

it('who whispers and listens from now on is overheard by nobody: the whispering channel goes last', async () => {
  refused = /^never$/
  expect(await listen(supervisor, 'monitor')).toEqual({ ok: true })
  expect(muted()).toEqual(['1'])
  expect(asked.at(-1)).toBe('DELETE /channels/snoop-before')
})

it.each([/snoop/, /addChannel snoop-now/, /addChannel sue/])(
  'a whisper that Asterisk would not end (%s) is not told as ended',
  async (fails) => {
    refused = fails
    expect(await listen(supervisor, 'monitor')).toMatchObject({ ok: false })
    expect(muted()).toEqual(['1', '0'])
    expect(ended()).not.toContain('DELETE /channels/snoop-before')
  },
)

it('a barge that Asterisk refuses leaves who listened a listener', async () => {
  refused = /addChannel/
  expect(await listen({ ...supervisor, muted: true }, 'barge')).toMatchObject({ ok: false })
  expect(muted()).toEqual(['0', '1'])
  expect(ended()).not.toContain('DELETE /channels/snoop-before')
})
