import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createSocketSwitchboard } from '#central/link/socket-switchboard.ts'
import { refuse } from '#shared/protocol/error.ts'
import { PASSWORD } from '#test/support/edges/open-edges.ts'
import { sendRaw, sendSlowly } from '#test/support/edges/raw-http.ts'
import { UPGRADE, wrapFrame } from '#test/support/edges/raw-web-socket.ts'
import { setUpBadInput } from '#test/support/edges/set-up-bad-input.ts'

const { credentials, desk, edges, expectRefused, port, post } = setUpBadInput()

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
    const answer = await desk().ask('query', { name: 'catalog', params: deep })
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
    expect(await desk().ask('query', { name: 'customer.search', params })).toMatchObject({ ok: false })
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false)
  })

  it('[BAD-19] of a key that comes twice the last counts, for the schema too', async () => {
    const twice = (first: string, last: string) => `{"login":${first},"login":${last},"password":"${PASSWORD}"}`
    expect((await post(twice('"nobody"', '"agent"'))).statusCode).toBe(200)
    await expectRefused(post(twice('"agent"', '"nobody-here"')), 401, 'wrong_credentials')
    await expectRefused(post(twice('"agent"', '["agent"]')), 400, 'bad_request')
  })

  it('[BAD-20] a query parameter that comes twice is 400', async () => {
    const headers = await edges().signIn('agent')
    await expectRefused(edges().app.inject({ url: '/api/v1/customers?text=a&text=b', headers }), 400, 'bad_request')
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
    const slow = Array.from({ length: 500 }, () => sendSlowly(port(), head))
    let over = false
    const all = Promise.all(slow.map(({ dropped }) => dropped)).then((texts) => {
      over = true
      return texts
    })
    let served = 0
    while (!over) {
      const answer = await fetch(`http://127.0.0.1:${port()}/healthz`)
      expect(answer.status).toBe(200)
      served += 1
    }
    expect(served).toBeGreaterThan(2)
    for (const text of await all) expect(text === '' || /^HTTP\/1.1 4\d\d/.test(text), text).toBe(true)
  })

  it('[BAD-25] a header with a line break inside is refused, and sets no header of its own', async () => {
    const raw = 'GET /healthz HTTP/1.1\r\nhost: x\r\nx-a: b\rx-evil: 1\r\nconnection: close\r\n\r\n'
    expect(await sendRaw(port(), raw)).toMatch(/^HTTP\/1.1 400/)
    const bare = 'GET /healthz\nx-evil: 1 HTTP/1.1\r\nhost: x\r\n\r\n'
    expect(await sendRaw(port(), bare)).toMatch(/^HTTP\/1.1 400/)
  })

  it('[BAD-26] TRACE is 405, and a method that is none never reaches a route', async () => {
    const ask = (method: string) =>
      sendRaw(port(), `${method} /api/v1/queues HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`)
    expect(await ask('TRACE')).toMatch(/^HTTP\/1.1 405[\s\S]*method_not_allowed/)
    expect(await ask('PROPFIND')).toMatch(/^HTTP\/1.1 40[45]/)
    expect(await ask('BREW')).toMatch(/^HTTP\/1.1 400[\s\S]*bad_request/)
  })
})
