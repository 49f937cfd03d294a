import { describe, expect, it } from 'vitest'
import { openApp, PASSWORD } from '#test/support/http-app.ts'
import { LOG_INS_PER_ACCOUNT, LOG_INS_PER_ADDRESS } from './limit-log-ins.ts'

describe('log-in over HTTP', () => {
  it('answers a token that opens the session until it is closed', async () => {
    const { app, logIn } = await openApp()
    const answer = await logIn('agent')
    expect(answer.json()).toMatchObject({ user: { userId: 'u-agent', role: 'agent' }, mustChangePassword: false })
    const headers = { authorization: `Bearer ${answer.json().token}` }
    const session = () => app.inject({ url: '/api/v1/session', headers })
    expect((await session()).json()).toMatchObject({ user: { name: 'agent' } })
    expect((await app.inject({ method: 'DELETE', url: '/api/v1/session', headers })).statusCode).toBe(204)
    expect((await session()).json()).toEqual({ code: 'session_revoked' })
  })

  it('limits attempts per account and per address, and says for how long', async () => {
    const { logIn } = await openApp()
    for (let attempt = 0; attempt < LOG_INS_PER_ACCOUNT; attempt += 1) {
      expect((await logIn('agent', 'wrong', `10.0.0.${attempt}`)).statusCode).toBe(401)
    }
    const limited = await logIn('agent', PASSWORD, '10.0.1.1')
    expect(limited.statusCode).toBe(429)
    expect(limited.json()).toMatchObject({ code: 'too_many_attempts', params: { seconds: expect.any(Number) } })
    for (let attempt = 0; attempt < LOG_INS_PER_ADDRESS; attempt += 1) await logIn(`nobody${attempt}`, 'x', '10.9.9.9')
    expect((await logIn('supervisor', PASSWORD, '10.9.9.9')).statusCode).toBe(429)
    expect((await logIn('supervisor', PASSWORD, '10.9.9.8')).statusCode).toBe(200)
  })

  it('lets a person with a one-time password do nothing but change it', async () => {
    const { app, bearer, logIn } = await openApp()
    const admin = await bearer('admin')
    const payload = { login: 'newcomer', name: 'New Comer', role: 'agent' }
    const made = await app.inject({ method: 'POST', url: '/api/v1/users', headers: admin, payload })
    expect(made.statusCode).toBe(201)
    const first = await logIn('newcomer', made.json().oneTimePassword)
    expect(first.json().mustChangePassword).toBe(true)
    const headers = { authorization: `Bearer ${first.json().token}` }
    const queues = () => app.inject({ url: '/api/v1/queues', headers })
    expect((await queues()).json()).toEqual({ code: 'must_change_password' })
    const change = (password: string) =>
      app.inject({
        method: 'PUT',
        url: '/api/v1/password',
        headers,
        payload: { current: made.json().oneTimePassword, password },
      })
    expect((await change('short')).json()).toMatchObject({ code: 'password_too_weak' })
    expect((await change('nine amber lanterns')).statusCode).toBe(204)
    expect((await queues()).statusCode).toBe(200)
  })

  it('logs no password, token, name or address', async () => {
    const { app, logIn, logged } = await openApp()
    const { token } = (await logIn('agent', PASSWORD, '203.0.113.77')).json()
    const headers = { authorization: `Bearer ${token}` }
    await app.inject({ url: '/api/v1/customers?text=Wang%20Xiaoming', headers })
    await app.inject({ url: '/api/v1/interactions/i1', headers })
    const text = logged.join('')
    expect(text).toContain('logged in')
    for (const needle of [PASSWORD, token, '203.0.113.77', 'Xiaoming']) expect(text).not.toContain(needle)
  })
})
