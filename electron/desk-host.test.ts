import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OpenDesk, openDesk } from '#main/desk.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import type { VirtualClock } from '#shared/domain/virtual-clock.ts'
import { DeskCommand, type DeskNotice, DeskSnapshot } from '#shared/protocol/desk-port.ts'
import { SignedInUser } from '#shared/protocol/envelope.ts'
import { accept, refuse } from '#shared/protocol/error.ts'
import { ada, createMemoryKeys } from '#test/support/open-test-desk.ts'
import { createSmallCentral } from '#test/support/small-central.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { type DeskHost, type DeskHostTools, hostDesk } from './desk-host.ts'
import type { DeskView } from './desk-view.ts'
import type { KeptSession } from './kept-session.ts'

const bo = SignedInUser.parse({ userId: 'user-2', name: 'Bo', role: 'agent', teamName: null })
const credentials = { login: 'ada', password: 'right' }

let dataDir: string
let clock: VirtualClock
let central: ReturnType<typeof createSmallCentral>
let kept: KeptSession | null
let notices: DeskNotice[]
let views: (DeskView | null)[]
let opened: { session: KeptSession; takeOver: boolean; desk: OpenDesk }[]
let ended: string[]
let hosts: DeskHost[]
let logIns: number
const keys = createMemoryKeys()
const log = { info: () => {}, warn: () => {}, error: (detail: unknown) => expect.fail(JSON.stringify(detail)) }

/** A host as the app makes one; a second call is the app started again on the same folder. */
function start(more: Partial<DeskHostTools> = {}): DeskHost {
  const host = hostDesk({
    info: async () => ({ kind: 'desktop', version: '1', globalKeys: true, storage: 'this_computer', demoLogins: [] }),
    sessions: {
      read: async () => kept,
      write: async (session) => {
        kept = session
      },
      drop: () => {
        kept = null
      },
    },
    async signIn({ login, password }) {
      logIns += 1
      if (password !== 'right') return refuse('wrong_credentials')
      return accept({
        token: `token-${logIns}`.padEnd(20, '.'),
        user: login === 'bo' ? bo : ada,
        mustChangePassword: false,
      })
    },
    endSession: async (token) => ended.push(token),
    log,
    async openDesk(session, takeOver, onRevoked) {
      const desk = await openDesk({
        ...{ dataDir, clock, log, takeOver, onRevoked, storeKeys: keys, openLine: central.openLine },
        ...{ random: createSeededRandom(opened.length + 1), centralUrl: 'http://127.0.0.1:9', ...session },
        sealedKeys: { fetch: async () => accept(null), deposit: async () => accept(undefined) },
      })
      if (desk.ok) opened.push({ session, takeOver, desk: desk.value })
      return desk
    },
    onNotice: (notice) => notices.push(notice),
    onView: (view) => views.push(view),
    ...more,
  })
  hosts.push(host)
  return host
}
const session = (host: DeskHost) => host.answer({ kind: 'session' })
const note = DeskCommand.parse({
  kind: 'paperwork',
  dropDraft: null,
  bodies: [{ type: 'interaction.note', interactionId: 'int-1', noteId: 'note-1', revision: 1, text: 'half a word' }],
})

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'desk-host-'))
  clock = createTestClock(1_000_000)
  central = createSmallCentral(clock)
  kept = null
  notices = []
  views = []
  opened = []
  ended = []
  hosts = []
  logIns = 0
})
afterEach(async () => {
  for (const host of hosts) await host.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

describe('nobody signed in', () => {
  it('every request of a desk is refused, and none opens one', async () => {
    const host = start()
    await host.start()
    expect(await session(host)).toBeNull()
    const refused = refuse('not_signed_in')
    expect(await host.answer({ kind: 'snapshot' })).toEqual(refused)
    expect(await host.answer({ kind: 'send', command: note })).toEqual(refused)
    expect(await host.answer({ kind: 'query', name: 'customer', params: {} })).toEqual(refused)
    expect(await host.answer({ kind: 'sign-out' })).toBeNull()
    expect(opened).toEqual([])
  })

  it('a wrong password says so and keeps nothing', async () => {
    const host = start()
    const answer = await host.answer({ kind: 'sign-in', credentials: { ...credentials, password: 'wrong' } })
    expect(answer).toEqual(refuse('wrong_credentials'))
    expect([kept, opened.length]).toEqual([null, 0])
  })
})

describe('log-in', () => {
  it('opens this agent’s desk, takes their place and keeps the session', async () => {
    const host = start()
    expect(await host.answer({ kind: 'sign-in', credentials })).toEqual({ ok: true, user: ada })
    expect(opened).toMatchObject([{ takeOver: true }])
    expect(kept?.user).toEqual(ada)
    expect(await session(host)).toEqual(ada)
    expect(DeskSnapshot.parse(await host.answer({ kind: 'snapshot' })).user).toEqual(ada)
    expect(views.at(-1)).toMatchObject({ user: ada, projection: { state: { kind: 'offline' } } })
  })

  it('twice at once opens one desk', async () => {
    const host = start()
    const ask = () => host.answer({ kind: 'sign-in', credentials })
    expect(await Promise.all([ask(), ask()])).toEqual([
      { ok: true, user: ada },
      { ok: true, user: ada },
    ])
    expect(opened).toHaveLength(1)
    expect(kept?.token).toContain('token-2')
  })

  it('of another agent tells the open console first, and never mixes the two', async () => {
    const host = start()
    await host.answer({ kind: 'sign-in', credentials })
    await host.answer({ kind: 'sign-in', credentials: { login: 'bo', password: 'right' } })
    expect(notices.filter(({ kind }) => kind === 'signed-out')).toHaveLength(1)
    expect(await session(host)).toEqual(bo)
    expect(await opened[0]?.desk.send(note)).toEqual(refuse('store_unavailable'))
    expect(views.at(-1)?.user).toEqual(bo)
  })

  it('that gets no desk ends its session at central', async () => {
    const host = start({ openDesk: async () => refuse('store_locked') })
    expect(await host.answer({ kind: 'sign-in', credentials })).toEqual(refuse('store_locked'))
    expect(ended).toHaveLength(1)
    expect(kept).toBeNull()
  })
})

describe('a kept session', () => {
  it('opens the desk again with its unsent work, while central is away, without taking anybody’s place', async () => {
    const first = start()
    await first.answer({ kind: 'sign-in', credentials })
    central.faults.away = true
    central.cut()
    await clock.advance(1000)
    expect(await first.answer({ kind: 'send', command: note })).toEqual({ ok: true })
    await first.stop()
    const second = start()
    const starting = second.start()
    // the console asks before the desk is open
    expect(await session(second)).toEqual(ada)
    await starting
    expect(opened.at(-1)).toMatchObject({ takeOver: false })
    expect(DeskSnapshot.parse(await second.answer({ kind: 'snapshot' })).sync.waiting).toBe(1)
  })

  it('that opens no desk leads to the log-in', async () => {
    kept = { token: 'token-of-a-session-before', user: ada }
    const host = start({ openDesk: async () => refuse('store_locked') })
    await host.start()
    expect(await session(host)).toBeNull()
    expect(kept).not.toBeNull()
  })

  it('is renewed by a log-in of the same agent, on the same desk', async () => {
    kept = { token: 'token-of-a-session-before', user: ada }
    const host = start()
    await host.start()
    await host.answer({ kind: 'sign-in', credentials })
    expect(opened).toHaveLength(1)
    expect(kept?.token).toContain('token-1')
    expect(notices.some(({ kind }) => kind === 'signed-out')).toBe(false)
  })
})

describe('log-out', () => {
  it('forgets the session, tells the console once and shows nobody', async () => {
    const host = start()
    await host.answer({ kind: 'sign-in', credentials })
    expect(await host.answer({ kind: 'sign-out' })).toBeNull()
    expect(kept).toBeNull()
    expect(await session(host)).toBeNull()
    expect(notices.filter(({ kind }) => kind === 'signed-out')).toHaveLength(1)
    expect(views.at(-1)).toBeNull()
  })

  it('and a new log-in follow each other', async () => {
    const host = start()
    await host.answer({ kind: 'sign-in', credentials })
    const left = host.answer({ kind: 'sign-out' })
    expect(await host.answer({ kind: 'sign-in', credentials })).toEqual({ ok: true, user: ada })
    await left
    expect(kept?.token).toContain('token-2')
    expect(views.at(-1)).toMatchObject({ user: ada })
  })

  it('does not happen when the app merely closes', async () => {
    const host = start()
    await host.answer({ kind: 'sign-in', credentials })
    await host.stop()
    expect(kept).not.toBeNull()
    expect(notices.some(({ kind }) => kind === 'signed-out')).toBe(false)
  })
})

describe('the view', () => {
  it('follows the agent’s state and preferences', async () => {
    const host = start()
    await host.answer({ kind: 'sign-in', credentials })
    await clock.advance(0)
    central.append({ type: 'agent.state-changed', state: { kind: 'available', since: 5 }, next: null })
    await clock.advance(0)
    expect(views.at(-1)).toMatchObject({ link: 'online', projection: { state: { kind: 'available' } } })
    const preferences = { language: 'zh-TW', globalKeys: true, theme: 'dark' }
    await host.answer({
      kind: 'send',
      command: { kind: 'local', command: { type: 'preferences.set', preferences } },
    })
    expect(views.at(-1)?.preferences).toEqual({ language: 'zh-TW', globalKeys: true, ringNotification: true })
  })
})

describe('a session that central ends on purpose', () => {
  it('is a log-in at once: nothing of the desk is shown or answered, its unsent work stays for the next log-in', async () => {
    const host = start()
    await host.answer({ kind: 'sign-in', credentials })
    await clock.advance(0)
    central.faults.away = true
    central.cut()
    await host.answer({ kind: 'send', command: note })
    central.faults.away = false
    central.faults.refusal = { code: 'session_revoked' }
    await clock.advance(5_000)
    expect(notices.at(-1)).toEqual({ kind: 'signed-out', reason: { code: 'session_revoked' } })
    expect([kept, views.at(-1), await session(host)]).toEqual([null, null, null])
    expect(await host.answer({ kind: 'snapshot' })).toEqual(refuse('not_signed_in'))
    expect(await host.answer({ kind: 'send', command: note })).toEqual(refuse('not_signed_in'))

    central.faults.refusal = null
    expect(await host.answer({ kind: 'sign-in', credentials })).toEqual({ ok: true, user: ada })
    await clock.advance(5_000)
    expect(opened).toHaveLength(2)
    expect(central.order).toHaveLength(1)
  })

  it('while the app was closed shows the log-in after the start', async () => {
    kept = { token: 'token-of-yesterday...', user: ada }
    central.faults.refusal = { code: 'session_revoked' }
    const host = start()
    await host.start()
    await clock.advance(5_000)
    expect([kept, views.at(-1), await session(host)]).toEqual([null, null, null])
  })
})
