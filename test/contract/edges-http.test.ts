import fc from 'fast-check'
import type { InjectOptions } from 'fastify'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { Clock } from '#shared/domain/clock.ts'
import { Refusal } from '#shared/protocol/error.ts'
import { NOW } from '#test/support/customers.ts'
import { attackField } from '#test/support/edges/attack-field.ts'
import { brokenBody } from '#test/support/edges/broken-body.ts'
import { watchChanges } from '#test/support/edges/count-changes.ts'
import { expectCleanLog } from '#test/support/edges/expect-clean-log.ts'
import { holdsBrokenText, hostileText, hostileValue, NEEDLE } from '#test/support/edges/hostile-values.ts'
import { httpProbes } from '#test/support/edges/http-probes.ts'
import { makeSubject, type Subject } from '#test/support/edges/make-subject.ts'
import { type Edges, openEdges, PASSWORD, userOfRole } from '#test/support/edges/open-edges.ts'
import { RUNS } from '#test/support/edges/runs.ts'
import { type Field, type Known, listFields } from '#test/support/edges/schema-values.ts'

// what is measured is the edge: a hash that costs a tenth of a second by design would be nearly all of it
vi.mock('#central/auth/password-hash.ts', () => ({
  hashPassword: async (password: string) => `cheap ${password}`,
  verifyPassword: async (stored: string | null, password: string) => stored === `cheap ${password}`,
}))

let now = NOW
const clock: Clock = { now: () => now, schedule: () => () => {} }
let edges: Edges
let subject: Subject
let headers: Record<string, string>
let countChanges: () => Promise<number>

beforeAll(async () => {
  edges = await openEdges({ clock, passwords: true })
  subject = await makeSubject(edges.db, userOfRole('agent'), 'talking')
  countChanges = await watchChanges(edges.db)
})
afterAll(async () => {
  await edges.close()
})

type Part = 'body' | 'querystring' | 'params' | 'headers'

function knownValues(): Known {
  const ids = Object.entries(subject).map(([name, id]) => [name, fc.constant(id)] as const)
  return {
    ...Object.fromEntries(ids),
    queueId: fc.constant('support'),
    number: fc.constantFrom('+14155550111', '+14155550112'),
    password: fc.constant(PASSWORD),
    'idempotency-key': fc.constant(null).map(() => v7()),
  }
}

/** Everything a request can say, by where it says it. Texts of an address are written as addresses are. */
async function send(route: string, parts: Partial<Record<Part, unknown>>): Promise<Answer> {
  const [method = '', pattern = ''] = route.split(' ')
  const params = (parts.params ?? {}) as Record<string, unknown>
  const path = pattern.replaceAll(/:(\w+)/g, (_, name: string) => encode(params[name] ?? 'x1'))
  const query = Object.entries((parts.querystring ?? {}) as object).flatMap(([key, value]) =>
    [value].flat().map((one) => `${encode(key)}=${encode(one)}`),
  )
  const given = Object.entries((parts.headers ?? {}) as object)
  const request: InjectOptions = {
    method: method as 'GET',
    url: `${path}${query.length > 0 ? `?${query.join('&')}` : ''}`,
    headers: { ...headers, ...Object.fromEntries(given.map(([key, value]) => [key, toHeader(value)])) },
    ...(parts.body === undefined ? {} : { payload: JSON.stringify(parts.body) }),
  }
  if (parts.body !== undefined) request.headers = { 'content-type': 'application/json', ...request.headers }
  // the server measures how far its event loop is behind, and would turn us away if it never turned
  await new Promise(setImmediate)
  return edges.app.inject(request)
}

type Answer = { statusCode: number; body: string; headers: Record<string, unknown> }
// half a surrogate pair has no UTF-8; whoever sends it all the same sends these bytes
const encode = (value: unknown) => {
  const text = toText(value)
  return text.isWellFormed() ? encodeURIComponent(text) : '%ED%A0%80'
}
const toText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
const toHeader = (value: unknown) => String(value).replaceAll(/[^\x20-\x7e]/g, '?')

/** A 2xx, or a closed code with its status and nothing else: no stack, no echo, no rows. */
function judge(answer: Answer, before: number, after: number): void {
  if (answer.statusCode < 300) return
  expect(answer.statusCode, answer.body).toBeGreaterThanOrEqual(400)
  expect(answer.statusCode, `${answer.body} ${edges.logged.at(-1)}`).toBeLessThan(500)
  const refusal = Refusal.parse(JSON.parse(answer.body))
  expect(refusal.code).not.toBe('internal')
  if (answer.body.includes(NEEDLE)) throw new Error('the refusal quotes what was sent')
  expect(after, 'a refused request changed rows').toBe(before)
}

async function attack(
  runs: number,
  route: string,
  part: Part,
  schema: z.ZodType,
  field: Field,
  rest: Partial<Record<Part, z.ZodType>>,
) {
  const others = Object.entries(rest).map(
    ([name, other]) =>
      [
        name,
        fc.sample(listFields(other, knownValues())[0]?.whole ?? fc.constant({}), { numRuns: 3, seed: 5 }),
      ] as const,
  )
  const texts = fc.oneof(hostileText, fc.array(hostileText, { minLength: 2, maxLength: 2 }))
  edges.logged.length = 0
  const values = part === 'body' ? hostileValue : texts
  await attackField(field, { schema, values, toArrival: arrivals[part], runs }, async (sent, isRead) => {
    // a body of nothing is no body, and an address has all its parts
    if (sent === undefined || (part === 'params' && !Object.hasOwn(Object(sent), String(field.path[0])))) return
    now += 10
    const parts = {
      ...Object.fromEntries(others.map(([name, made], index) => [name, made[index % made.length]])),
      [part]: sent,
    }
    const before = await countChanges()
    const answer = await send(route, parts)
    judge(answer, before, await countChanges())
    if (answer.statusCode >= 300) return
    if (!isRead) throw new Error('what the schema refuses was carried out')
    if (part === 'body' && holdsBrokenText(sent)) throw new Error('text that no database holds was let through')
  })
  expectCleanLog(edges.logged)
}

/** What a header or a place in an address cannot hold is something else when it arrives. */
const arrivals: Record<Part, (sent: unknown) => unknown> = {
  body: (sent) => sent,
  querystring: (sent) => sent,
  params: (sent) => mapValues(sent, toText),
  headers: (sent) => mapValues(sent, toHeader),
}
const mapValues = (sent: unknown, change: (value: unknown) => unknown) =>
  Object.fromEntries(Object.entries(sent as object).map(([key, value]) => [key, change(value)]))

const routes = Object.keys(httpProbes)
const isSchema = (schema: unknown): schema is z.ZodType => schema instanceof z.ZodType

describe('every field of every route', () => {
  it.each(routes)('%s', { timeout: 600_000 }, async (route) => {
    const schemas = edges.app.endpoints.get(route)?.schema ?? {}
    const parts = (['params', 'querystring', 'headers', 'body'] as const).flatMap((part) => {
      const schema = schemas[part]
      return isSchema(schema) ? [[part, schema] as const] : []
    })
    for (const [part, schema] of parts) {
      const rest = Object.fromEntries(parts.filter(([name]) => name !== part))
      for (const field of listFields(schema, knownValues())) {
        // an address or a query has no whole that could be something else than its parts
        if (part !== 'body' && field.path.length === 0) continue
        // whoever changes the asker's own role or state away would only measure the log-in
        headers = await edges.signIn('admin')
        // what lies deeper is the protocol's own, which gets its full share over the link
        const isProtocols = field.path.length > 1 || (part === 'body' && route.includes('/customers'))
        const runs = isProtocols ? Math.ceil(RUNS / 20) : RUNS
        await attack(runs, route, part, schema, field, rest).catch((error: unknown) => {
          throw new Error(`${route}: ${part} ${field.name}`, { cause: error })
        })
      }
    }
  })
})

describe('the bytes of every body', () => {
  const withBody = routes.filter((route) => httpProbes[route]?.request({ ...emptySubject }).payload !== undefined)

  it.each(withBody)('%s', { timeout: 600_000 }, async (route) => {
    const probe = httpProbes[route]
    if (!probe) throw new Error(route)
    const [method] = route.split(' ')
    headers = await edges.signIn('admin')
    edges.logged.length = 0
    await fc.assert(
      fc.asyncProperty(brokenBody, async ({ twist, type, encoding }) => {
        const { url, payload } = probe.request(subject)
        now += 10
        await new Promise(setImmediate)
        const before = await countChanges()
        const answer = await edges.app.inject({
          ...{ method: method as 'GET', url, payload: twist(JSON.stringify(payload)) },
          headers: { ...headers, 'content-type': type, ...(encoding ? { 'content-encoding': encoding } : {}) },
        })
        judge(answer, before, await countChanges())
        if (type !== 'application/json' || encoding) expect(answer.statusCode, `${type} ${encoding}`).toBe(415)
        else expect(answer.statusCode).not.toBe(415)
      }),
      { numRuns: RUNS },
    )
    expectCleanLog(edges.logged)
  })
})

const emptySubject: Subject = {
  ...{ userId: 'u', customerId: 'c', interactionId: 'i', callId: 'c', offerId: 'o', wrapUpId: 'w', taskId: 't' },
  ...{ noteId: 'n', conflictId: 'x', voicemailId: 'v', keyId: 'k', recordingId: 'r' },
}

describe('the headers of every route', () => {
  it('carry nothing in', { timeout: 600_000 }, async () => {
    const name = fc.constantFrom(
      'authorization',
      'x-forwarded-for',
      'origin',
      'cookie',
      'accept',
      'x-http-method-override',
    )
    const token = fc
      .constantFrom('Bearer ', 'bearer ', 'Basic ', '')
      .chain((kind) => hostileText.map((text) => kind + text))
    edges.logged.length = 0
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...routes), name, token, async (route, header, value) => {
        if (route.includes('/session') && header !== 'authorization') return
        headers = {}
        await new Promise(setImmediate)
        const probe = httpProbes[route]?.request(subject)
        const before = await countChanges()
        const answer = await edges.app.inject({
          ...{ method: route.split(' ', 1)[0] as 'GET', url: probe?.url ?? '/' },
          ...(probe?.payload ? { payload: probe.payload } : {}),
          headers: { [header]: toHeader(value) },
        })
        judge(answer, before, await countChanges())
      }),
      { numRuns: RUNS },
    )
    expectCleanLog(edges.logged)
  })
})
