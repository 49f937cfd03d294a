import { createServer } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ShellInfo } from '#shared/protocol/desk-port.ts'
import { credentials, setUpWebShell } from '#test/support/web-shell-rig.ts'

const { ask, connect, folder, origin, signIn, startShell } = setUpWebShell()

describe('the console it serves', () => {
  it('comes with headers that let nothing in', async () => {
    const page = await ask('GET', '/')
    expect(page.status).toBe(200)
    expect(page.headers['cache-control']).toBe('no-store')
    const policy = String(page.headers['content-security-policy'])
    for (const rule of [
      "default-src 'self'",
      "script-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      // and to no exchange: this site has none
      "connect-src 'self'",
    ])
      expect(policy.split(';')).toContain(rule)
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
    expect(page.headers['x-content-type-options']).toBe('nosniff')
    const asset = await ask('GET', '/assets/app-1a2b.js')
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  it('is the same page at its own addresses, and nothing outside its folder', async () => {
    expect((await ask('GET', '/customers/c-1', { accept: 'text/html' })).text).toContain('Ringdesk')
    expect((await ask('GET', '/assets/none.js')).status).toBe(404)
    for (const path of [
      '/../web/master.key',
      '/..%2fweb%2fmaster.key',
      '/%2e%2e/web/master.key',
      '/assets/..%5c..%5cweb',
    ])
      expect((await ask('GET', path)).status, path).toBeGreaterThanOrEqual(400)
  })

  it('tells what the shell is', async () => {
    const info = ShellInfo.parse(JSON.parse((await ask('GET', '/shell')).text))
    expect(info).toMatchObject({ kind: 'browser', version: '1.2.3', storage: 'this_computer' })
    expect(info.demoLogins.map((entry) => entry.login)).toContain('mei')
  })
})

describe('the door', () => {
  it.each([
    ['no origin', {}],
    ['a foreign origin', { origin: 'http://evil.example' }],
    ['a null origin', { origin: 'null' }],
    ['another port of this computer', { origin: 'http://localhost:1' }],
    ['a rebound name', { origin: 'http://evil.example', host: 'evil.example' }],
  ])('turns away a log-in with %s', async (_why, headers) => {
    const answer = await ask('POST', '/session', headers, credentials)
    expect(answer.status).toBe(403)
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  it('turns away forms, and pages of other sites by what the browser says', async () => {
    const form = { ...origin(), 'content-type': 'application/x-www-form-urlencoded' }
    expect((await ask('POST', '/session', form, 'login=mei&password=ringdesk-demo')).status).toBe(415)
    expect((await ask('POST', '/session', { ...origin(), 'sec-fetch-site': 'cross-site' }, credentials)).status).toBe(
      403,
    )
  })

  it('turns away reading under a name that is not ours', async () => {
    expect((await ask('GET', '/shell', { host: 'evil.example' })).status).toBe(403)
  })

  it('[BAD-83] turns away sockets of other origins and without a session', async () => {
    const cookie = await signIn()
    await expect(connect({ cookie, origin: 'http://evil.example' })).rejects.toThrow()
    await expect(connect({ cookie })).rejects.toThrow()
    await expect(connect(origin())).rejects.toThrow()
    await expect(connect({ ...origin(), cookie: `${cookie}x` })).rejects.toThrow()
  })
})

describe('a start that cannot be', () => {
  it('is told in one sentence', async () => {
    const consoleDir = join(folder(), 'console')
    // a folder of its own: the shell of the other tests holds theirs
    const second = `--data-dir=${join(folder(), 'second')}`
    const start = (...args: string[]) => startShell([second, ...args])
    const busy = createServer()
    await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve))
    const address = busy.address()
    const port = typeof address === 'object' && address ? address.port : 0
    await expect(start(`--web-port=${port}`)).rejects.toThrow(/^Port \d+ is in use.*RINGDESK_WEB_PORT\.$/)
    busy.close()
    await expect(start(`--data-dir=${join(consoleDir, 'index.html')}`)).rejects.toThrow(
      /^The data folder .* RINGDESK_DATA_DIR\.$/,
    )
    await expect(start('--host=0.0.0.0')).rejects.toThrow(/RINGDESK_TLS_CERT/)
    await expect(start('--web-port=0', '--behind-proxy')).rejects.toThrow(/RINGDESK_ALLOWED_ORIGINS/)
    await expect(start('--tls-cert=/nowhere')).rejects.toThrow(/together/)
    await expect(startShell([second], folder())).rejects.toThrow(/npm run build/)
  })
})
