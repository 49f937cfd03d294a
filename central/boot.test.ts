import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { io, type Socket } from 'socket.io-client'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { DEMO_PASSWORD } from '#central/demo/people.ts'
import { LINK_PATH, Welcome } from '#shared/protocol/envelope.ts'
import type { DeliveredEvent } from '#shared/protocol/event/delivered-event.ts'
import { readSettings } from '#shared/settings/read-settings.ts'
import { StartRefused } from '#shared/settings/start-refused.ts'
import { startCentral } from './boot.ts'
import { createWallClock } from './clock.ts'
import { secureRandom } from './random.ts'

const cleanUp: (() => unknown)[] = []
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo()
})

async function makeFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'ringdesk-boot-'))
  cleanUp.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}

function start(args: string[]) {
  const read = readSettings(['--central-port=0', '--demo-customers=50', ...args], {})
  if (!read.ok) throw new Error(read.sentence)
  const parts = { clock: createWallClock(), random: secureRandom, log: pino({ level: 'error' }), version: '0.0.0' }
  return startCentral(read.settings, parts)
}

async function call<T>(url: string, method: string, path: string, token: string | null, body?: unknown): Promise<T> {
  const ask = () =>
    fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  // on a busy machine a central that has just started tells who asks to come back
  const response = await vi.waitUntil(async () => ask().then((given) => given.status !== 503 && given), 15_000)
  const text = await response.text()
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
  return text === '' ? (null as T) : JSON.parse(text)
}

async function logIn(url: string, login: string) {
  const session = await call<{ token: string }>(url, 'POST', '/session', null, { login, password: DEMO_PASSWORD })
  return session.token
}

async function openDesk(url: string, token: string) {
  const hello = { protocol: 1, deviceId: 'd1', epoch: null, cursor: 0, highestN: 0, fence: null, catalogRevision: null }
  const socket: Socket = io(url, { path: LINK_PATH, transports: ['websocket'], auth: { ...hello, token } })
  cleanUp.push(() => socket.disconnect())
  const events: DeliveredEvent[] = []
  socket.on('events', (frame: { events: DeliveredEvent[] }) => events.push(...frame.events))
  const welcome = Welcome.parse(await new Promise((resolve) => socket.once('welcome', resolve)))
  const { fence } = welcome
  let n = 0
  const commandId = () => `018f0000-0000-7000-8000-${String(++n).padStart(12, '0')}`
  return {
    welcome,
    events,
    live: (command: object) => socket.timeout(5_000).emitWithAck('live', { commandId: commandId(), fence, command }),
    paperwork: (body: object) =>
      socket.timeout(5_000).emitWithAck('paperwork', { commands: [{ commandId: commandId(), n, writtenAt: 1, body }] }),
    query: (name: string, params: object) => socket.timeout(5_000).emitWithAck('query', { name, params }),
    async next(type: string): Promise<DeliveredEvent> {
      await expect.poll(() => events.some(({ event }) => event.type === type), { timeout: 10_000 }).toBe(true)
      return events.find(({ event }) => event.type === type) as DeliveredEvent
    },
  }
}

describe('central, whole', () => {
  it("takes a call from the simulator to the customer's timeline", async () => {
    const central = await start(['--database-url=sqlite::memory:', `--data-dir=${await makeFolder()}`])
    cleanUp.push(central.stop)
    const { url } = central
    const demo = await call<{ logins: { login: string; password: string }[] }>(url, 'GET', '/demo/log-ins', null)
    expect(demo.logins).toContainEqual(expect.objectContaining({ login: 'mei', password: DEMO_PASSWORD }))
    const desk = await openDesk(url, await logIn(url, 'mei'))
    expect(desk.welcome.resume).toMatchObject({ kind: 'snapshot', snapshot: { state: { kind: 'not_ready' } } })
    expect(await desk.live({ type: 'agent.set-state', state: { kind: 'available' } })).toEqual({ ok: true })
    const supervisor = await logIn(url, 'sofia')
    const { queues } = await call<{ queues: { queueId: string; numbers: string[] }[] }>(
      url,
      'GET',
      '/queues',
      supervisor,
    )
    const to = queues.find((queue) => queue.queueId === 'gold')?.numbers[0] ?? ''
    const known = await central.context.db
      .selectFrom('customer_phone')
      .select(['e164', (e) => e.fn.countAll<number>().as('count')])
      .groupBy('e164')
      .having((e) => e.fn.countAll(), '=', 1)
      .limit(1)
      .executeTakeFirstOrThrow()
    await call(url, 'POST', '/simulator/calls', supervisor, { from: known.e164, to })

    const offered = await desk.next('call.offered')
    expect(offered.attached?.ring).toMatchObject({ callerNumber: known.e164, match: { kind: 'known' } })
    const match = offered.attached?.ring?.match
    if (offered.event.type !== 'call.offered' || match?.kind !== 'known') throw new Error('no picture')
    const { offerId, interactionId, callId } = offered.event.offer
    expect(await desk.live({ type: 'call.answer', offerId })).toEqual({ ok: true })
    await desk.next('call.answered')
    const live = await call<{ agents: { userId: string; state: unknown }[] }>(url, 'GET', '/agents', supervisor)
    expect(live.agents.find((agent) => agent.userId === 'demo-mei')?.state).toMatchObject({ kind: 'on_call', callId })
    const isTalking = () => desk.events.some(({ event }) => event.type === 'leg.changed' && event.answeredAt !== null)
    await expect.poll(isTalking, { timeout: 10_000 }).toBe(true)
    const noteId = '018f0000-0000-7000-8000-00000000aaaa'
    const note = { type: 'interaction.note', interactionId, noteId, revision: 1, text: '客户要发票' }
    expect(await desk.paperwork(note)).toEqual({ ok: true, applied: 1, others: [] })
    await expect.poll(() => desk.live({ type: 'call.hang-up', callId }), { timeout: 5_000 }).toEqual({ ok: true })
    const wrapUp = await desk.next('wrap-up.started')
    if (wrapUp.event.type !== 'wrap-up.started') throw new Error('no wrap-up')
    const catalog = desk.welcome.catalog
    const option = catalog?.dispositions.find(({ needsFollowUp, needsReason }) => !needsFollowUp && !needsReason)
    const dispose = { type: 'interaction.dispose', interactionId, code: option?.code, reasonCode: null, followUp: null }
    expect(await desk.paperwork(dispose)).toEqual({ ok: true, applied: 1, others: [] })
    const { wrapUpId } = wrapUp.event.wrapUp
    const finish = { type: 'wrap-up.finish', wrapUpId, interactionId, then: 'available' }
    expect(await desk.paperwork(finish)).toEqual({ ok: true, applied: 1, others: [] })
    await desk.next('wrap-up.finished')
    const { customerId } = match.card.profile
    const timeline = await desk.query('customer.timeline', { customerId, channel: null, limit: 5, before: null })
    expect(timeline.data.interactions[0]).toMatchObject({
      interactionId,
      result: 'handled',
      notes: [{ text: '客户要发票' }],
      disposition: { code: option?.code },
    })
    expect(desk.events.map(({ seq }) => seq)).toEqual(desk.events.map((_, index) => index + 2))
    const metrics = await (await fetch(`${url}/metrics`)).text()
    expect(metrics).toContain('ringdesk_link_sockets 1')
    expect(metrics).toMatch(/ringdesk_events_sent_total\{type="call.offered"\} 1/)
    expect(metrics).toMatch(/ringdesk_flow_seconds_count\{flow="paperwork",outcome="done"\} 3/)
  })

  it('keeps the world over a stop and a start, and tells a desk that comes back what it missed', async () => {
    const folder = await makeFolder()
    const first = await start([`--data-dir=${folder}`])
    const token = await logIn(first.url, 'ava')
    const desk = await openDesk(first.url, token)
    await first.stop()
    const second = await start([`--data-dir=${folder}`])
    cleanUp.push(second.stop)
    const hello = { protocol: 1, token, deviceId: 'd1', highestN: 0, fence: desk.welcome.fence, catalogRevision: null }
    if (desk.welcome.resume.kind !== 'snapshot') throw new Error('no snapshot')
    const { epoch, seq } = desk.welcome.resume.snapshot
    const socket = io(second.url, {
      path: LINK_PATH,
      transports: ['websocket'],
      auth: { ...hello, epoch, cursor: seq },
    })
    cleanUp.push(() => socket.disconnect())
    const welcome = Welcome.parse(await new Promise((resolve) => socket.once('welcome', resolve)))
    expect(welcome).toMatchObject({ fence: desk.welcome.fence, fenced: false, resume: { kind: 'events', epoch } })
    expect(await readdir(folder)).toEqual(expect.arrayContaining(['central-demo.sqlite', 'central.key']))
  })

  it('makes the first admin of a real site, whose password must be changed', async () => {
    const central = await start(['--real', '--database-url=sqlite::memory:', `--data-dir=${await makeFolder()}`])
    cleanUp.push(central.stop)
    const body = { login: 'admin', password: central.oneTimePassword }
    expect(await call(central.url, 'POST', '/session', null, body)).toMatchObject({ mustChangePassword: true })
    await expect(logIn(central.url, 'mei')).rejects.toThrow('wrong_credentials')
    await expect(call(central.url, 'GET', '/demo/log-ins', null)).rejects.toThrow('404')
  })
})

describe('central refuses to start with one sentence', () => {
  it('on a busy port, in an unusable folder, on a database that is none, or open to the network without a proxy', async () => {
    const folder = await makeFolder()
    const memory = '--database-url=sqlite::memory:'
    const running = await start([memory, `--data-dir=${folder}`])
    cleanUp.push(running.stop)
    const cases: [string[], RegExp][] = [
      [[memory, `--data-dir=${folder}`, `--central-port=${running.port}`], /^Port \d+ is in use; /],
      [['--data-dir=/proc/ringdesk'], /^Ringdesk cannot write to the data folder \/proc\/ringdesk/],
      [[`--database-url=sqlite:${folder}`, `--data-dir=${folder}`], /^The database \(sqlite\) cannot be opened: /],
      [['--database-url=postgres://x:secret@127.0.0.1:1/x', `--data-dir=${folder}`], /^The database \(postgres\) /],
      [['--central-host=0.0.0.0', `--data-dir=${folder}`], /RINGDESK_BEHIND_PROXY=1/],
    ]
    for (const [args, sentence] of cases) {
      const error = await start(args).then(
        () => null,
        (reason: unknown) => reason,
      )
      expect(error, args.join(' ')).toBeInstanceOf(StartRefused)
      expect((error as Error).message).toMatch(sentence)
      expect((error as Error).message).not.toContain('secret')
    }
  })

  it('beside another central on the same file', async () => {
    const folder = await makeFolder()
    const first = await start([`--data-dir=${folder}`])
    cleanUp.push(() => first.stop())
    await expect(start([`--data-dir=${folder}`])).rejects.toThrow(/^Another Ringdesk central works on .*sqlite: /)
  })

  it('as a real site on a demo and as a demo on a real site', async () => {
    const folder = await makeFolder()
    const shared = `--database-url=sqlite:${join(folder, 'one.sqlite')}`
    await (await start([shared, `--data-dir=${folder}`])).stop()
    await expect(start([shared, '--real', `--data-dir=${folder}`])).rejects.toThrow(/holds the demo/)
    await rm(join(folder, 'one.sqlite'))
    await (await start([shared, '--real', `--data-dir=${folder}`])).stop()
    await expect(start([shared, `--data-dir=${folder}`])).rejects.toThrow(/holds a real site/)
  })
})
