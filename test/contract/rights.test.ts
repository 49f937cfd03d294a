import type { InjectOptions } from 'fastify'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Role } from '#shared/protocol/agent-state.ts'
import { LiveCommand } from '#shared/protocol/command/live.ts'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { centralFrames, deskFrames } from '#shared/protocol/envelope.ts'
import { ErrorCode, Refusal } from '#shared/protocol/error.ts'
import { queries } from '#shared/protocol/query/query.ts'
import { addQueue, NOW } from '#test/support/customers.ts'
import { countWrites, watchChanges } from '#test/support/edges/count-changes.ts'
import type { DirectLine } from '#test/support/edges/direct-switchboard.ts'
import { httpProbes } from '#test/support/edges/http-probes.ts'
import { liveProbes, paperworkProbes, queryProbes } from '#test/support/edges/link-probes.ts'
import { type Moment, makeSubject, type Subject } from '#test/support/edges/make-subject.ts'
import { type Edges, MATE, OTHER, openEdges, PASSWORD, userOfRole } from '#test/support/edges/open-edges.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import {
  frameRights,
  httpRights,
  type Identity,
  liveRights,
  paperworkRights,
  queryRights,
  type Reach,
  type Row,
  type ScopeName,
  toldRights,
  toldToAll,
  webhooks,
} from './rights-table.ts'

const identities: Identity[] = ['nobody', ...Role.options]
const scopes: ScopeName[] = ['own', 'team', 'all']
const depth: Record<Reach, number> = { '-': 0, own: 1, team: 2, all: 3 }

const clock = createTestClock(NOW)
let edges: Edges
let countChanges: () => Promise<number>
const desks = new Map<Role, DirectLine & { fence: number }>()
let numbered = 0

beforeAll(async () => {
  edges = await openEdges({ passwords: true, clock })
  countChanges = await watchChanges(edges.db)
})
afterAll(async () => {
  await edges.close()
})

/** One cell: may this identity do this to the things of that owner? */
type Cell = { identity: Identity; scope: ScopeName; allowed: boolean; code: string }

function cellsOf(row: Row, subjectless = false): Cell[] {
  return identities.flatMap((identity) =>
    (subjectless ? scopes.slice(0, 1) : scopes).map((scope) => {
      const reach = row.reach[identity]
      const code =
        identity === 'nobody' ? 'not_signed_in' : reach === '-' ? 'forbidden' : (row.beyond ?? 'no code given')
      return { identity, scope, allowed: depth[reach] >= depth[scope], code }
    }),
  )
}

function ownerOf(identity: Identity, scope: ScopeName): string {
  if (scope === 'team') return MATE
  if (scope === 'all') return OTHER
  return identity === 'nobody' ? userOfRole('agent') : userOfRole(identity)
}

const nameOf = ({ identity, scope }: Cell) => `${identity} · ${scope}`

/**
 * Runs a cell and holds it against the table: what is refused has its code and changed nothing, nor does what only
 * reads. `untouched`: not even a row was held. The memory of which command was answered how is no part of it.
 */
async function check(
  cell: Cell,
  options: { reads?: boolean; untouched?: boolean },
  act: () => Promise<string | null>,
): Promise<void> {
  const measure = options.untouched ? () => countWrites(edges.db) : countChanges
  const before = await measure()
  const code = await act()
  await edges.context.sequencer.idle()
  if (cell.allowed) expect(code, nameOf(cell)).toBeNull()
  else {
    expect(code, nameOf(cell)).toBe(cell.code)
    if (cell.code !== 'left out') expect(ErrorCode.safeParse(code).success, nameOf(cell)).toBe(true)
  }
  if (!cell.allowed || options.reads) expect(await measure(), `${nameOf(cell)} changed rows`).toBe(before)
}

async function seatedDesk(role: Role): Promise<DirectLine & { fence: number }> {
  const known = desks.get(role)
  if (known?.connected) return known
  const desk = await edges.dial(role)
  desks.set(role, desk)
  return desk
}

const knocked = async (token: unknown) => {
  const hello = { protocol: 1, deviceId: 'd', epoch: null, cursor: 0, highestN: 0, fence: null, catalogRevision: null }
  const answer = await edges.switchboard.dial({ ...hello, token })
  return answer.ok ? null : answer.refusal.code
}

/** A frame of this identity; nobody never gets as far as a frame. Refills the buckets: here rights are asked, not rates. */
async function askAs(identity: Identity, name: string, frame: (desk: { fence: number }) => unknown): Promise<unknown> {
  if (identity === 'nobody') return { ok: false, refusal: { code: await knocked('x'.repeat(43)) } }
  const desk = await seatedDesk(identity)
  await clock.advance(100)
  return desk.ask(name, frame(desk))
}

function codeOf(answer: unknown): string | null {
  const { ok, refusal } = answer as { ok: boolean; refusal?: Refusal }
  if (ok) return null
  return Refusal.parse(refusal).code
}

describe('the table', () => {
  it('has a row for every route of the running server, and no other', () => {
    const routes = [...edges.app.endpoints]
    const ours = routes.filter(([, { access }]) => access !== 'signature').map(([name]) => name)
    expect(ours.sort()).toEqual(Object.keys(httpRights).sort())
    expect(Object.keys(httpProbes).sort()).toEqual(Object.keys(httpRights).sort())
    const vendors = routes.filter(([, { access }]) => access === 'signature').map(([name]) => name)
    expect(vendors.sort()).toEqual(Object.keys(webhooks).sort())
  })

  it('has a row for every frame, command and query of the protocol, and no other', () => {
    const types = (options: readonly { shape: { type: { value: string } } }[]) =>
      options.map((option) => option.shape.type.value).sort()
    expect(Object.keys(liveRights).sort()).toEqual(types(LiveCommand.options))
    expect(Object.keys(paperworkRights).sort()).toEqual(types(PaperworkBody.options))
    expect(Object.keys(queryRights).sort()).toEqual(Object.keys(queries).sort())
    expect(['live', 'paperwork', 'query', ...Object.keys(frameRights)].sort()).toEqual(Object.keys(deskFrames).sort())
    expect([...toldToAll, ...Object.keys(toldRights)].sort()).toEqual(Object.keys(centralFrames).sort())
  })
})

describe('every route', () => {
  it.each(Object.entries(httpRights))('%s', async (route, row) => {
    const probe = httpProbes[route]
    if (!probe) throw new Error(`no probe for ${route}`)
    const method = route.split(' ', 1)[0] as 'GET'
    for (const cell of cellsOf(row, probe.about === 'nobody')) {
      const subject = await makeSubject(edges.db, ownerOf(cell.identity, cell.scope), 'talking')
      await probe.prepare?.(edges, subject)
      const headers = cell.identity === 'nobody' ? {} : await edges.signIn(cell.identity)
      const request: InjectOptions = { method, headers, ...probe.request(subject) }
      // log-in writes a session; otherwise what reads leaves every row as it is
      await check(cell, { reads: method === 'GET', untouched: true }, async () => {
        const answer = await edges.app.inject(request)
        if (answer.statusCode < 300) return null
        expect([400, 401, 403, 404, 409], `${nameOf(cell)}: ${answer.body}`).toContain(answer.statusCode)
        return Refusal.parse(answer.json()).code
      })
      if (route.includes('password')) await restorePasswords()
    }
  })

  async function restorePasswords(): Promise<void> {
    const { password_hash } = await edges.db
      .selectFrom('user')
      .select('password_hash')
      .where('id', '=', 'u-spare-admin')
      .executeTakeFirstOrThrow()
    await edges.db.updateTable('user').set({ password_hash, must_change_password: 0 }).execute()
  }

  it('of a provider opens to a signature and to no session', async () => {
    for (const [route, access] of Object.entries(webhooks)) {
      const [method, url = ''] = route.split(' ')
      for (const identity of identities) {
        const headers = identity === 'nobody' ? {} : await edges.signIn(identity)
        const before = await countWrites(edges.db)
        const answer = await edges.app.inject({ method: method as 'GET', url, headers })
        expect(answer.statusCode, `${identity} ${route}`).toBe(access === 'anybody' ? 200 : 403)
        expect(await countWrites(edges.db)).toBe(before)
      }
    }
  })

  it('with an old password opens only what changes it', async () => {
    await edges.db.updateTable('user').set({ must_change_password: 1 }).where('id', '=', userOfRole('admin')).execute()
    const headers = await edges.signIn('admin')
    for (const [route, { access }] of edges.app.endpoints) {
      if (access === 'signature' || access === 'public' || route === 'DELETE /api/v1/session') continue
      const [method, url = ''] = route.split(' ')
      const { body } = await edges.app.inject({ method: method as 'GET', url: url.replaceAll(/:\w+/g, 'x1'), headers })
      const open = ['GET /api/v1/session', 'PUT /api/v1/password'].includes(route)
      expect(body.includes('"code":"must_change_password"'), route).toBe(!open)
    }
    await edges.db.updateTable('user').set({ must_change_password: 0 }).execute()
  })
})

describe('every live command', () => {
  it.each(Object.entries(liveRights))('%s', async (type, row) => {
    const probe = liveProbes[type as keyof typeof liveProbes]
    for (const cell of cellsOf(row)) {
      const subject = await prepare(cell, probe.moment)
      const command: Record<string, unknown> = { type, ...probe.command(subject) }
      if (cell.scope === 'own' && type === 'agent.set-state') delete command.userId
      await check(cell, {}, async () =>
        codeOf(await askAs(cell.identity, 'live', ({ fence }) => ({ commandId: v7(), fence, command }))),
      )
    }
  })
})

describe('every paperwork command', () => {
  it.each(Object.entries(paperworkRights))('%s', async (type, row) => {
    const probe = paperworkProbes[type as keyof typeof paperworkProbes]
    for (const cell of cellsOf(row)) {
      const subject = await prepare(cell, 'wrapping-up')
      numbered += 1
      const command = { commandId: v7(), n: numbered, writtenAt: 1, body: { type, ...probe(subject) } }
      await check(cell, {}, async () => {
        const answer = await askAs(cell.identity, 'paperwork', () => ({ commands: [command] }))
        const code = codeOf(answer)
        if (code !== null) return code
        const [verdict] = (answer as { answers: { result: string; refusal?: Refusal }[] }).answers
        expect(verdict?.result, `${nameOf(cell)} ${JSON.stringify(verdict)}`).toMatch(/applied|conflict|rejected/)
        return verdict?.result === 'rejected' ? Refusal.parse(verdict.refusal).code : null
      })
    }
  })
})

describe('every query', () => {
  it.each(Object.entries(queryRights))('%s', async (name, row) => {
    const probe = queryProbes[name as keyof typeof queryProbes]
    for (const cell of cellsOf(row)) {
      const subject = await prepare(cell, 'wrapping-up')
      await check(cell, { reads: true }, async () => {
        const answer = await askAs(cell.identity, 'query', () => ({ name, params: probe.params(subject) }))
        const code = codeOf(answer)
        if (code !== null) return code
        const held = probe.holds(subject)
        return held === null || JSON.stringify(answer).includes(`"${held}"`) ? null : 'left out'
      })
    }
  })
})

describe('every other frame', () => {
  it('lease: a desk renews the place of its own user, by its own fence', async () => {
    for (const cell of cellsOf(row('lease'))) {
      await makeSubject(edges.db, ownerOf(cell.identity, cell.scope), 'talking')
      const fences = await edges.db.selectFrom('agent').select(['user_id', 'fence']).execute()
      // another user's fence is only a number: it can at most be one's own by chance
      const theirs = (fences.find((agent) => agent.user_id === ownerOf(cell.identity, cell.scope))?.fence ?? 0) + 1000
      await check(cell, {}, async () =>
        codeOf(await askAs(cell.identity, 'lease', ({ fence }) => ({ fence: cell.scope === 'own' ? fence : theirs }))),
      )
    }
  })

  it('resume: whatever cursor a desk holds, it gets its own events', async () => {
    for (const identity of identities) {
      const answer = await askAs(identity, 'resume', () => ({ epoch: null, cursor: 0 }))
      expect(codeOf(answer), identity).toBe(identity === 'nobody' ? 'not_signed_in' : null)
      for (const stranger of [MATE, OTHER]) expect(JSON.stringify(answer)).not.toContain(stranger)
    }
  })

  function row(name: string): Row {
    const found = frameRights[name]
    if (!found) throw new Error(name)
    return found
  }
})

describe('what desks are told', () => {
  it('[BAD-74] events: a desk hears of its own user, and no message names another room', async () => {
    const row = toldRights.events
    if (!row) throw new Error('events')
    for (const cell of cellsOf(row).filter(({ identity }) => identity !== 'nobody')) {
      const role = cell.identity as Role
      const desk = await seatedDesk(role)
      for (const room of ['join', 'subscribe', 'room', 'u-mate']) {
        expect(codeOf(await askAs(role, room, () => MATE)), room).toBe('bad_request')
      }
      const owner = ownerOf(role, cell.scope)
      const subject = await makeSubject(edges.db, owner, 'ringing')
      desk.received.length = 0
      await edges.context.db
        .updateTable('agent')
        .set({ fence: owner === userOfRole(role) ? desk.fence : 1 })
        .where('user_id', '=', owner)
        .execute()
      const { declineCall } = await import('#central/flows/end-offer.ts')
      const decline = { userId: owner as never, offerId: subject.offerId as never, reason: 'busy' }
      expect(await declineCall(edges.context, decline)).toMatchObject({ ok: true })
      for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
      const heard = desk.received.some(
        ({ name, frame }) => name === 'events' && JSON.stringify(frame).includes(subject.offerId),
      )
      expect(heard, nameOf(cell)).toBe(cell.allowed)
    }
  })

  it('floor: own queues, or all of them for those who run it', async () => {
    const row = toldRights.floor
    if (!row) throw new Error('floor')
    for (const [queue, user] of [
      ['queue-own', userOfRole('agent')],
      ['queue-own-2', userOfRole('campaign_manager')],
      ['queue-team', MATE],
      ['queue-all', OTHER],
    ] as const) {
      await addQueue(edges.db, queue)
      await edges.db.insertInto('queue_member').values({ queue_id: queue, user_id: user }).execute()
    }
    for (const role of Role.options) {
      desks.get(role)?.hangUp()
      const desk = await seatedDesk(role)
      await clock.advance(1_500)
      await expect.poll(() => desk.received.findLast(({ name }) => name === 'floor')).toBeDefined()
      const told = JSON.stringify(desk.received.findLast(({ name }) => name === 'floor')?.frame)
      for (const scope of scopes) {
        const seen = told.includes(`"queue-${scope}${role === 'campaign_manager' && scope === 'own' ? '-2' : ''}"`)
        expect(seen, `${role} ${scope}`).toBe(depth[row.reach[role]] >= depth[scope])
      }
    }
  })
})

async function prepare(cell: Cell, moment: Moment): Promise<Subject> {
  // the desk first: taking the place moves the agent's row
  if (cell.identity !== 'nobody') await seatedDesk(cell.identity)
  return makeSubject(edges.db, ownerOf(cell.identity, cell.scope), moment)
}

it('[BAD-73] an agent who tries what only a supervisor may is refused, and the log says who tried what', async () => {
  const from = edges.logged.length
  const headers = await edges.signIn('agent')
  const url = `/api/v1/agents/${MATE}/state`
  const answer = await edges.app.inject({ method: 'PUT', url, headers, payload: { kind: 'offline' } })
  expect([answer.statusCode, answer.json()]).toEqual([403, { code: 'forbidden' }])
  const subject = await makeSubject(edges.db, OTHER, 'wrapping-up')
  numbered += 1
  const body = { type: 'task.complete', taskId: subject.taskId }
  await askAs('agent', 'paperwork', () => ({ commands: [{ commandId: v7(), n: numbered, writtenAt: 1, body }] }))
  const lines = edges.logged
    .slice(from)
    .filter((line) => line.includes('refused: not allowed'))
    .map((line) => JSON.parse(line))
  expect(lines).toMatchObject([
    { userId: 'u-agent', method: 'PUT', route: '/api/v1/agents/:userId/state' },
    { userId: 'u-agent', commands: 1 },
  ])
})

it('log-in tells the same of everybody: nobody is told who exists', async () => {
  const answers = []
  for (const login of ['agent', 'nobody-of-that-name', '王小明']) {
    const payload = { login, password: `${PASSWORD}!` }
    answers.push((await edges.app.inject({ method: 'POST', url: '/api/v1/session', payload })).body)
  }
  expect(new Set(answers)).toEqual(new Set(['{"code":"wrong_credentials"}']))
})

it('the log of all this, at its most talkative, holds nothing personal', async () => {
  const { db, logged } = edges
  const people = await db.selectFrom('user').select(['name', 'login']).execute()
  const customers = await db.selectFrom('customer').select(['name', 'company', 'job_title']).execute()
  const numbers = await db.selectFrom('customer_phone').select('e164').execute()
  const sessions = await db.selectFrom('session').select('token_hash').execute()
  const needles = [
    ...people.map(({ name }) => name),
    ...customers.flatMap((row) => [row.name, row.company, row.job_title]),
    ...numbers.map(({ e164 }) => e164),
    ...sessions.map(({ token_hash }) => token_hash),
    ...['+14155550199', '+14155550100', 'Wants a call back', 'Call back', 'Send the offer', PASSWORD],
    ...['nine amber lanterns', 'Bearer', 'authorization', 'client:u-'],
  ].filter((needle) => needle !== null)
  const text = logged.join('')
  expect(logged.length).toBeGreaterThan(300)
  expect(needles.filter((needle) => text.includes(needle))).toEqual([])
  const words = new Set(logged.flatMap((line) => Object.keys(JSON.parse(line))))
  expect(
    [...words].filter((key) => ['body', 'headers', 'ip', 'remoteAddress', 'url', 'query', 'hostname'].includes(key)),
  ).toEqual([])
})
