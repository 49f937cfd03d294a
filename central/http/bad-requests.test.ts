import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '#shared/protocol/error.ts'
import { openApp } from '#test/support/http-app.ts'
import { BODY_LIMIT } from './build-app.ts'
import { MAX_DEPTH, measureDepth } from './parse-json.ts'

type App = Awaited<ReturnType<typeof openApp>>
const post = (app: App, payload: string, headers: Record<string, string> = {}) =>
  app.app.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload,
    headers: { 'content-type': 'application/json', ...headers },
  })

describe('bad requests', () => {
  it('end in one closed code each, never in a stack trace', async () => {
    const open = await openApp()
    const cases: [string, Promise<{ statusCode: number; body: string }>, number][] = [
      ['truncated JSON', post(open, '{"login":"a'), 400],
      ['__proto__', post(open, '{"login":"a","password":"b","__proto__":{"x":1}}'), 400],
      ['constructor.prototype', post(open, '{"login":"a","password":"b","constructor":{"prototype":{"x":1}}}'), 400],
      ['an unknown key', post(open, '{"login":"a","password":"b","role":"admin"}'), 400],
      ['depth', post(open, '['.repeat(200_000)), 400],
      ['size', post(open, `{"login":"${'x'.repeat(BODY_LIMIT * 4)}"}`), 413],
      ['XML', post(open, '<login/>', { 'content-type': 'application/xml' }), 415],
      ['gzip', post(open, '{}', { 'content-encoding': 'gzip' }), 415],
      ['another origin', post(open, '{}', { origin: 'https://evil.example' }), 403],
      ['a form of another site', post(open, '{}', { 'sec-fetch-site': 'cross-site' }), 403],
      ['an unknown path', open.app.inject({ url: '/api/v1/nothing' }), 404],
      ['a wrong method', open.app.inject({ method: 'DELETE', url: '/api/v1/queues' }), 405],
      ['TRACE', open.app.inject({ method: 'TRACE' as 'GET', url: '/api/v1/queues' }), 405],
      ['a broken address', open.app.inject({ url: '/api/v1/customers/%zz' }), 400],
    ]
    for (const [name, request, status] of cases) {
      const answer = await request
      expect(answer.statusCode, name).toBe(status)
      expect(Refusal.safeParse(JSON.parse(answer.body)).success, `${name}: ${answer.body}`).toBe(true)
    }
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
  })

  it('with a repeated or senseless query parameter are refused, and a bug tells nothing of itself', async () => {
    const { app, bearer } = await openApp()
    const headers = await bearer('agent')
    for (const query of [
      'text=a&text=b',
      'text=a&limit=-1',
      'text=a&limit=1000000000',
      `text=${'x'.repeat(300)}`,
      'x=1',
    ]) {
      const answer = await app.inject({ url: `/api/v1/customers?${query}`, headers })
      expect(answer.statusCode, query).toBe(400)
    }
    const bug = await app.inject({ url: '/api/v1/interactions/i1', headers })
    expect([bug.statusCode, bug.body]).toEqual([500, '{"code":"internal"}'])
  })

  it('[BAD-24] that smuggle a second length or never end are cut off', async () => {
    const { app } = await openApp()
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as AddressInfo
    const head = 'POST /api/v1/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n'
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(`${head}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`),
      )
      let text = ''
      socket.on('data', (data) => {
        text += data
      })
      socket.on('end', () => resolve(text)).on('error', reject)
    })
    expect(answer).toContain('HTTP/1.1 400')
    expect(app.server.requestTimeout).toBe(10_000)
  })

  it('nest as deep as they are measured', () => {
    const nested = fc
      .integer({ min: 0, max: 60 })
      .map((depth) => `${'[{"a":'.repeat(depth)}"[[\\"{"${'}]'.repeat(depth)}`)
    fc.assert(fc.property(nested, (text) => measureDepth(text) === (text.match(/\[\{"a"/g)?.length ?? 0) * 2))
    expect(MAX_DEPTH).toBe(32)
  })
})
