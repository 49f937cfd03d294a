import { describe, expect, it } from 'vitest'
import { hashToken } from '#central/auth/session-token.ts'
import { revokeSession } from '#central/auth/sessions.ts'
import { Welcome } from '#shared/protocol/envelope.ts'
import { connect, dial, type Greeting, greeting, next, openLink } from '#test/support/open-link.ts'

describe('the handshake', () => {
  it('refuses another protocol, unknown sessions and greetings that do not parse, each with its code', async () => {
    const central = await openLink()
    const cases: [Greeting, string][] = [
      [{ protocol: 2 }, 'unsupported_version'],
      [{ token: 'x'.repeat(43) }, 'not_signed_in'],
      [{ deviceId: '../etc' }, 'bad_request'],
      [{ deviceId: 'rest-of-somebody-else' }, 'bad_request'],
      [{ surprise: 1 }, 'bad_request'],
      [{ cursor: -1 }, 'bad_request'],
    ]
    for (const [change, code] of cases) {
      const failed = await next<Error & { data: unknown }>(
        dial(central, await greeting(central, change)),
        'connect_error',
      )
      expect(failed.data, JSON.stringify(change)).toMatchObject({ code })
    }
    expect(central.link.sockets()).toBe(0)
  })

  it('[BAD-83] refuses pages of other origins before a socket opens, and lets declared ones in', async () => {
    const central = await openLink()
    for (const origin of ['https://evil.example', 'null', 'https://desk.example.evil.example']) {
      const failed = await next<Error>(dial(central, await greeting(central), { origin }), 'connect_error')
      expect(failed.message, origin).toContain('websocket error')
    }
    const socket = dial(central, await greeting(central), { origin: 'https://desk.example' })
    expect(Welcome.parse(await next(socket, 'welcome')).fence).toBe(1)
  })
})

describe('an ended session', () => {
  it('[BAD-72] hangs up within a second, also when another process ended it', async () => {
    const central = await openLink()
    const token = await central.logIn()
    const { socket } = await connect(central, { token })
    const told = next(socket, 'session-ended')
    const gone = next(socket, 'disconnect')
    const from = performance.now()
    await revokeSession(central.db, hashToken(token))
    expect(await told).toEqual({ refusal: { code: 'session_revoked' } })
    await gone
    expect(performance.now() - from).toBeLessThan(1_000)
  })
})
