import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSocketSwitchboard } from '#central/link/socket-switchboard.ts'
import { readCallerNumber } from '#shared/domain/phone-number.ts'
import { Refusal, refuse } from '#shared/protocol/error.ts'
import { addCustomer, NOW } from '#test/support/customers.ts'
import { countWrites } from '#test/support/edges/count-changes.ts'
import { type Edges, openEdges, PASSWORD, userOfRole } from '#test/support/edges/open-edges.ts'
import { sendRaw, sendSlowly } from '#test/support/edges/raw-http.ts'
import { UPGRADE, wrapFrame } from '#test/support/edges/raw-web-socket.ts'

const REQUEST_TIMEOUT_MS = 1_000
let edges: Edges
let port: number
let desk: Awaited<ReturnType<Edges['dial']>>
let now = NOW
let n = 0

beforeAll(async () => {
  const clock = { now: () => now, schedule: () => () => {} }
  edges = await openEdges({ passwords: true, clock, requestTimeoutMs: REQUEST_TIMEOUT_MS })
  await edges.app.listen({ port: 0, host: '127.0.0.1' })
  port = (edges.app.server.address() as AddressInfo).port
  desk = await edges.dial('agent')
})
afterAll(async () => {
  await edges.close()
})

const post = (payload: string | Buffer, headers: Record<string, string> = {}) =>
  edges.app.inject({
    ...{ method: 'POST', url: '/api/v1/session', payload },
    headers: { 'content-type': 'application/json', ...headers },
  })

/** Refused with this status and a closed code, and not a row was written. */
async function expectRefused(answer: ReturnType<typeof post>, status: number, code: string): Promise<void> {
  const { statusCode, body } = await answer
  expect([statusCode, Refusal.parse(JSON.parse(body)).code]).toEqual([status, code])
}

const credentials = JSON.stringify({ login: 'agent', password: PASSWORD })

describe('HTTP', () => {
  it('[BAD-15] a body of 1.1 MB is 413', async () => {
    const body = JSON.stringify({ login: 'x'.repeat(1_100_000), password: PASSWORD })
    await expectRefused(post(body), 413, 'too_large')
  })

  it('[BAD-16] 200,000 levels are 400 and not 500, over HTTP and over the link', async () => {
    await expectRefused(post('['.repeat(200_000)), 400, 'bad_request')
    await expectRefused(post('{"a":'.repeat(50_000)), 400, 'bad_request')
    let deep: unknown = 1
    for (let level = 0; level < 200_000; level += 1) deep = [deep]
    const answer = await desk.ask('query', { name: 'catalog', params: deep })
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'bad_request' } })
  })

  it('[BAD-17] JSON cut short is 400', async () => {
    for (let length = 1; length < credentials.length; length += 1)
      await expectRefused(post(credentials.slice(0, length)), 400, 'bad_request')
  })

  it('[BAD-18] __proto__ and constructor.prototype are 400, and no object is polluted', async () => {
    for (const evil of ['"__proto__":{"admin":1}', '"constructor":{"prototype":{"admin":1}}'])
      await expectRefused(post(credentials.replace('{', `{${evil},`)), 400, 'bad_request')
    const params = JSON.parse('{"__proto__":{"admin":1},"text":"x","limit":5}')
    expect(await desk.ask('query', { name: 'customer.search', params })).toMatchObject({ ok: false })
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false)
  })

  it('[BAD-19] of a key that comes twice the last counts, for the schema too', async () => {
    const twice = (first: string, last: string) => `{"login":${first},"login":${last},"password":"${PASSWORD}"}`
    expect((await post(twice('"nobody"', '"agent"'))).statusCode).toBe(200)
    await expectRefused(post(twice('"agent"', '"nobody-here"')), 401, 'wrong_credentials')
    await expectRefused(post(twice('"agent"', '["agent"]')), 400, 'bad_request')
  })

  it('[BAD-20] a query parameter that comes twice is 400', async () => {
    const headers = await edges.signIn('agent')
    await expectRefused(edges.app.inject({ url: '/api/v1/customers?text=a&text=b', headers }), 400, 'bad_request')
  })

  it('[BAD-21] XML is 415, and so is JSON in another charset; JSON that is no UTF-8 is 400', async () => {
    await expectRefused(post('<a/>', { 'content-type': 'application/xml' }), 415, 'unsupported_media_type')
    await expectRefused(post('{}', { 'content-type': 'application/json; charset=gbk' }), 415, 'unsupported_media_type')
    await expectRefused(post(Buffer.from([0x7b, 0x22, 0xcd, 0xf5, 0x22, 0x7d])), 400, 'bad_request')
  })

  it('[BAD-22] a bomb of a kilobyte is never unpacked, neither as a body nor as a frame', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000))
    // twenty of them unpacked would be a gigabyte
    const before = process.memoryUsage().rss
    for (let count = 0; count < 20; count += 1)
      await expectRefused(post(bomb, { 'content-encoding': 'gzip' }), 415, 'unsupported_media_type')
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
  })

  it('[BAD-22] nor is a frame: packing is never agreed to, and who packs all the same is hung up on', async () => {
    const server = createServer()
    const switchboard = createSocketSwitchboard(server, { allowedOrigins: [] })
    switchboard.open({ admit: async () => refuse('not_signed_in'), greet: () => {} })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const before = process.memoryUsage().rss
    const frame = wrapFrame(deflateRawSync(Buffer.alloc(100_000_000)), { packed: true })
    const answer = await sendRaw((server.address() as AddressInfo).port, Buffer.concat([UPGRADE, frame]))
    switchboard.close()
    server.close()
    expect(answer).toMatch(/^HTTP\/1.1 101 /)
    expect(answer).not.toContain('permessage-deflate')
    // a sign that stands for nothing is an error of protocol, 1002, and nothing after it is read
    expect(answer).toContain('\u0003\ufffd')
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
  })

  it('[BAD-23] five hundred slow senders are dropped when their time is over, and others are served meanwhile', async () => {
    const head =
      'POST /api/v1/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{'
    const slow = Array.from({ length: 500 }, () => sendSlowly(port, head))
    let over = false
    const all = Promise.all(slow.map(({ dropped }) => dropped)).then((texts) => {
      over = true
      return texts
    })
    let served = 0
    while (!over) {
      const answer = await fetch(`http://127.0.0.1:${port}/healthz`)
      expect(answer.status).toBe(200)
      served += 1
    }
    expect(served).toBeGreaterThan(2)
    for (const text of await all) expect(text === '' || /^HTTP\/1.1 4\d\d/.test(text), text).toBe(true)
  })

  it('[BAD-25] a header with a line break inside is refused, and sets no header of its own', async () => {
    const raw = 'GET /healthz HTTP/1.1\r\nhost: x\r\nx-a: b\rx-evil: 1\r\nconnection: close\r\n\r\n'
    expect(await sendRaw(port, raw)).toMatch(/^HTTP\/1.1 400/)
    const bare = 'GET /healthz\nx-evil: 1 HTTP/1.1\r\nhost: x\r\n\r\n'
    expect(await sendRaw(port, bare)).toMatch(/^HTTP\/1.1 400/)
  })

  it('[BAD-26] TRACE is 405, and a method that is none never reaches a route', async () => {
    const ask = (method: string) =>
      sendRaw(port, `${method} /api/v1/queues HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`)
    expect(await ask('TRACE')).toMatch(/^HTTP\/1.1 405[\s\S]*method_not_allowed/)
    expect(await ask('PROPFIND')).toMatch(/^HTTP\/1.1 40[45]/)
    expect(await ask('BREW')).toMatch(/^HTTP\/1.1 400[\s\S]*bad_request/)
  })
})

/** A customer made over HTTP and over the link with this name: both answers. */
async function createNamed(name: unknown): Promise<[http: number, link: string | null]> {
  const headers = await edges.signIn('agent')
  const body = { kind: 'individual', name, company: null, email: null, phones: [], language: null }
  const http = await edges.app.inject({ method: 'POST', url: '/api/v1/customers', headers, payload: body })
  now += 1_000
  n += 1
  const command = { ...body, type: 'customer.create', customerId: v7(), interactionId: null }
  const answer = await desk.ask('paperwork', { commands: [{ commandId: v7(), n, writtenAt: NOW, body: command }] })
  const { ok, refusal } = answer as { ok: boolean; refusal?: Refusal }
  return [http.statusCode, ok ? null : Refusal.parse(refusal).code]
}

async function search(text: string): Promise<unknown> {
  now += 1_000
  return desk.ask('query', { name: 'customer.search', params: { text, limit: 20 } })
}
async function findIds(text: string): Promise<string[]> {
  const answer = (await search(text)) as { ok: boolean; data?: { hits: { customer: { customerId: string } }[] } }
  if (!answer.ok || !answer.data) throw new Error(JSON.stringify(answer))
  return answer.data.hits.map(({ customer }) => customer.customerId)
}

describe('text', () => {
  it('[BAD-27] NUL in a name is 400 at every edge, on either database', async () => {
    expect(await createNamed('Li\u0000Wei')).toEqual([400, 'bad_request'])
    await expectRefused(post(JSON.stringify({ login: 'agent\u0000', password: PASSWORD })), 400, 'bad_request')
    const headers = await edges.signIn('agent')
    await expectRefused(edges.app.inject({ url: '/api/v1/customers?text=%00', headers }), 400, 'bad_request')
  })

  it('[BAD-28] half a surrogate pair is 400, and the work behind it goes on', async () => {
    expect(await createNamed('Li \ud800')).toEqual([400, 'bad_request'])
    const headers = await edges.signIn('agent')
    await expectRefused(edges.app.inject({ url: '/api/v1/customers?text=%ED%A0%80', headers }), 400, 'bad_request')
    expect(await createNamed('Li Wei')).toEqual([201, null])
  })

  it('[BAD-29] direction overrides are taken out of names and numbers', async () => {
    expect(await createNamed('Ada \u202eecalevoL\u2066')).toEqual([201, null])
    const row = await edges.db.selectFrom('customer').select('name').where('name', 'like', 'Ada %').executeTakeFirst()
    expect(row?.name).toBe('Ada ecalevoL')
    expect(readCallerNumber('\u202e+1 (415) 555-0123\u2066', 'US')).toEqual({ kind: 'number', e164: '+14155550123' })
    expect(readCallerNumber('\u202e12\u202c', 'US')).toEqual({ kind: 'raw', text: '12' })
  })

  it('[BAD-30] emoji and joined signs come back as they were', async () => {
    const name = '李👩‍👩‍👧‍👦明 𠮷野家'
    expect(await createNamed(name)).toEqual([201, null])
    const headers = await edges.signIn('agent')
    const url = `/api/v1/customers?text=${encodeURIComponent('野家')}`
    expect((await edges.app.inject({ url, headers })).body).toContain(name)
  })

  it('[BAD-31] a name of 10,000 characters is 400; 200 characters as people count them are not', async () => {
    expect(await createNamed('王'.repeat(10_000))).toEqual([400, 'bad_request'])
    expect(await createNamed('王'.repeat(201))).toEqual([400, 'bad_request'])
    expect(await createNamed('王'.repeat(200))).toEqual([201, null])
  })

  it('[BAD-35] composed and decomposed spellings find the same one', async () => {
    await addCustomer(edges.db, 'zoe', { name: 'Zo\u00eb N\u00fa\u00f1ez' })
    expect(await findIds('Zo\u00eb N\u00fa\u00f1ez')).toEqual(['zoe'])
    expect(await findIds('Zoe\u0308 Nu\u0301n\u0303ez')).toEqual(['zoe'])
  })
})

describe('search', () => {
  it("[BAD-39] ' OR 1=1-- is looked for, not run", async () => {
    expect(await findIds("' OR 1=1--")).toEqual([])
    await addCustomer(edges.db, 'bobby', { name: "Bobby'); drop table customer;--" })
    expect(await findIds("Bobby'); drop table customer;--")).toEqual(['bobby'])
  })

  it('[BAD-40] the signs of search languages give results or none, never an error', async () => {
    for (const text of ['"', 'AND', 'a AND', 'NEAR(', '-x', '*', 'zoe*', '^', 'name:zoe', '{', '('])
      expect(await search(text), text).toMatchObject({ ok: true })
  })

  it('[BAD-41] % and _ stand for themselves', async () => {
    for (const text of ['%', '_', '%%%', '____', '%_%']) expect(await findIds(text), text).toEqual([])
  })

  it('[BAD-42] a search of 10,000 characters is 400', async () => {
    expect(await search('x'.repeat(10_000))).toMatchObject({ ok: false, refusal: { code: 'bad_request' } })
  })

  it('[BAD-43] text made to make a pattern explode costs no more than other text', async () => {
    await search('warm')
    const time = async (text: string) => {
      const from = process.cpuUsage()
      await search(text)
      const spent = process.cpuUsage(from)
      return (spent.user + spent.system) / 1_000
    }
    const plain = await time('Wang Xiaoming Shanghai'.repeat(8))
    for (const text of [
      `${'a'.repeat(190)}!`,
      '(a+)+$'.repeat(30),
      `${' '.repeat(198)}x`,
      '+'.repeat(200),
      '0'.repeat(200),
    ])
      expect(await time(text), text).toBeLessThan(Math.max(50, plain * 5))
  })

  it('[BAD-44] page -1 and pages of 1e9 are 400', async () => {
    const headers = await edges.signIn('agent')
    for (const query of ['limit=-1', 'limit=1000000000', 'limit=0', 'limit=1e3'])
      await expectRefused(edges.app.inject({ url: `/api/v1/customers?text=a&${query}`, headers }), 400, 'bad_request')
    for (const limit of [-1, 1e9, 0.5])
      expect(await desk.ask('query', { name: 'calls.recent', params: { limit } })).toMatchObject({ ok: false })
  })
})

describe('access', () => {
  it('[BAD-75] role: "admin" is 400 wherever one speaks of oneself, and nobody is promoted', async () => {
    const headers = await edges.signIn('agent')
    const before = await countWrites(edges.db)
    const tries: [method: 'POST' | 'PUT' | 'PATCH', url: string, payload: object][] = [
      ['POST', '/api/v1/session', { login: 'agent', password: PASSWORD, role: 'admin' }],
      ['PUT', '/api/v1/password', { current: PASSWORD, password: 'nine amber lanterns', role: 'admin' }],
      ['PATCH', '/api/v1/customers/zoe', { changes: [{ field: 'role', value: 'admin', baseVersion: 0 }] }],
    ]
    for (const [method, url, payload] of tries)
      await expectRefused(edges.app.inject({ method, url, headers, payload }), 400, 'bad_request')
    const own = `/api/v1/users/${userOfRole('agent')}`
    await expectRefused(
      edges.app.inject({ method: 'PATCH', url: own, headers, payload: { role: 'admin' } }),
      403,
      'forbidden',
    )
    expect(await countWrites(edges.db)).toBe(before)
  })
})
