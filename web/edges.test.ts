import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Credentials } from '#shared/protocol/desk-port.ts'
import { attackField } from '#test/support/edges/attack-field.ts'
import { expectCleanLog } from '#test/support/edges/expect-clean-log.ts'
import { NEEDLE } from '#test/support/edges/hostile-values.ts'
import { each, openWebEdges, PATIENCE, type WebEdges } from '#test/support/edges/open-web-edges.ts'
import { RUNS } from '#test/support/edges/runs.ts'
import { listFields } from '#test/support/edges/schema-values.ts'

const ROUTES = [
  'GET /session',
  'POST /session',
  'DELETE /session',
  'POST /goodbye',
  'GET /shell',
  'GET /recordings/018f0000-0000-7000-8000-000000000001',
  'GET /',
  'GET /assets/app.js',
]
/** As much of it as a header can carry. */
const asHeader = (text: string) => text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '?').slice(0, 8_000)
const split = (route: string) => {
  const [method = '', url = ''] = route.split(' ')
  return { method: method as 'GET', url }
}

let edges: WebEdges
beforeAll(async () => {
  edges = await openWebEdges()
})
afterAll(() => edges.close())

describe('every route', () => {
  it('is known here', () => {
    const shown = edges.app.printRoutes({ commonPrefix: false })
    const found = [...shown.matchAll(/(\S*) \(([A-Z, ]+)\)/g)].map(([, path, methods]) => `${path} ${methods}`)
    expect(found.toSorted()).toMatchInlineSnapshot(`
      [
        "* HEAD, GET",
        "/goodbye POST",
        "/recordings/:recordingId GET, HEAD",
        "/session POST, GET, HEAD, DELETE",
        "/shell GET, HEAD",
      ]
    `)
  })

  it.each(listFields(Credentials))('POST /session: $name', PATIENCE, async (field) => {
    await attackField(field, { schema: Credentials }, async (body, isRead) => {
      edges.heard.length = 0
      const payload = JSON.stringify(body) ?? ''
      const headers = { 'content-type': 'application/json' }
      const code = edges.judge(await edges.ask({ method: 'POST', url: '/session', headers, payload }))
      expect(code).toBe(isRead ? 'wrong_credentials' : 'bad_request')
      if (!isRead) expect(edges.heard).toEqual([])
    })
    expectCleanLog(edges.logged)
  })

  it.each(ROUTES)('%s: a body that is no JSON, of any type', PATIENCE, async (route) => {
    await each(RUNS, async (text) => {
      for (const type of ['application/json', 'text/plain', asHeader(text)]) {
        edges.heard.length = 0
        edges.judge(await edges.ask({ ...split(route), headers: { 'content-type': type }, payload: text }))
        expect(edges.heard).toEqual([])
      }
    })
    expectCleanLog(edges.logged)
  })

  const headers = ['host', 'origin', 'sec-fetch-site', 'cookie', 'content-type', 'accept', 'x-forwarded-for', 'range']
  it.each(ROUTES.flatMap((route) => headers.map((header) => [route, header])))(
    '%s: the header %s',
    PATIENCE,
    async (route, header) => {
      await each(RUNS, async (text) => {
        const value = asHeader(text)
        const given = header === 'cookie' ? `${edges.cookie.split('=')[0]}=${value}` : value
        const answer = await edges.ask({ ...split(route), headers: { [header]: given } })
        const code = edges.judge(answer)
        if (header === 'host') expect(code).toBe('forbidden')
        if (header === 'origin' && !route.startsWith('GET')) expect(code).toBe('forbidden')
        if (header === 'cookie' && route === 'GET /session') expect(answer.json()).toEqual({ user: null })
      })
      expectCleanLog(edges.logged)
    },
  )

  it('an address that nobody has, with any method', PATIENCE, async () => {
    const places = ['/', '/session/', '/shell/', '/assets/', '/desk/', '/../', '/%2e%2e/', '/..%5c']
    let tried = 0
    const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
    await each(RUNS, async (text) => {
      for (const place of places) {
        for (const path of [encodeURIComponent(text.toWellFormed()), asHeader(text).replaceAll(/[\s#]/g, '_')]) {
          tried += 1
          const method = methods[tried % methods.length] ?? 'GET'
          edges.judge(await edges.ask({ method, url: `${place}${path}`.slice(0, 8_000) }))
        }
      }
    })
    expect(edges.judge(await edges.ask({ method: 'GET', url: '/..%2fsecret.txt' }))).not.toBeNull()
    expect(edges.judge(await edges.ask({ method: 'GET', url: `/%${NEEDLE}` }))).toBe('bad_request')
    expectCleanLog(edges.logged)
  })
})
