import { describe, expect, it } from 'vitest'
import { openApp } from '#test/support/http-app.ts'

describe('health', () => {
  it('is alive while it is not ready, and counts without personal data', async () => {
    let ready = false
    const { app, logIn } = await openApp({ isReady: () => ready })
    expect((await app.inject({ url: '/healthz' })).statusCode).toBe(200)
    expect((await app.inject({ url: '/readyz' })).json()).toEqual({ code: 'central_unavailable' })
    ready = true
    expect((await app.inject({ url: '/readyz' })).statusCode).toBe(200)
    await logIn('agent', 'wrong')
    const { body } = await app.inject({ url: '/metrics' })
    expect(body).toContain('ringdesk_refusals_total{edge="http",code="wrong_credentials"} 1')
    expect(body).toContain('ringdesk_http_request_seconds_count{route="/api/v1/session",method="POST",status="401"} 1')
  })

  it('is alive and not ready while the database does not answer', async () => {
    const { app, db } = await openApp()
    expect((await app.inject({ url: '/readyz' })).statusCode).toBe(200)
    await db.destroy()
    const answer = await app.inject({ url: '/readyz' })
    expect([answer.statusCode, answer.json()]).toEqual([503, { code: 'central_unavailable' }])
    expect((await app.inject({ url: '/healthz' })).statusCode).toBe(200)
  })

  it('tells who asks while the loop is far behind to come back, and answers again after', async () => {
    const { app } = await openApp({ maxLoopDelayMs: 50 })
    const ask = async () => (await app.inject({ url: '/healthz' })).statusCode
    expect(await ask()).toBe(200)
    await expect
      .poll(
        async () => {
          const from = performance.now()
          while (performance.now() - from < 400);
          return ask()
        },
        { timeout: 20_000 },
      )
      .toBe(503)
    await expect.poll(ask, { timeout: 20_000 }).toBe(200)
  })
})
