import { expect, it } from 'vitest'
import { openApp, PASSWORD } from '#test/support/http-app.ts'

it('the audit log tells an admin who logged in, who could not, who was refused and what was changed', async () => {
  const { app, bearer, logIn } = await openApp()
  await logIn('agent', 'wrong')
  await logIn('my secret password typed in the wrong field', 'x')
  const agent = await bearer('agent')
  const admin = await bearer('admin')
  const send = (method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, headers = admin, payload = {}) =>
    app.inject({ method, url: `/api/v1${path}`, headers, ...(method === 'GET' ? {} : { payload }) })
  expect((await send('GET', '/audit', agent)).json()).toEqual({ code: 'forbidden' })
  const made = await send('POST', '/users', admin, { login: 'new', name: 'New Comer', role: 'agent' })
  const { userId, oneTimePassword } = made.json()
  await send('PATCH', `/users/${userId}`, admin, { role: 'supervisor', name: 'Other Name', line: 'client:new' })
  // refused changes leave none
  await send('POST', '/users', admin, { login: 'new', name: 'Twice', role: 'admin' })
  await send('POST', `/users/${userId}/one-time-password`)
  const name = { en: 'Gold', 'zh-CN': 'Gold', 'zh-TW': 'Gold' }
  await send('POST', '/queues', admin, { queueId: 'gold', name })
  await send('PATCH', '/queues/gold', admin, { wrapUpMs: 60_000, name })
  await send('PUT', `/queues/gold/members/${userId}`)
  await send('PUT', '/queues/gold/numbers/+14155550100')
  await send('PUT', `/agents/${userId}/state`, admin, { kind: 'not_ready', reason: 'meeting' })
  await send('DELETE', '/session', agent)
  const log = await send('GET', '/audit?limit=500')
  const told = log
    .json()
    .entries.reverse()
    .map((entry: Record<string, unknown>) => [entry.actorId, entry.action, entry.subject, entry.detail])
  expect(told).toEqual([
    [null, 'session.refused', 'u-agent', { code: 'wrong_credentials' }],
    [null, 'session.refused', null, { code: 'wrong_credentials' }],
    ['u-agent', 'session.opened', null, {}],
    ['u-admin', 'session.opened', null, {}],
    ['u-agent', 'right.refused', 'GET /api/v1/audit', {}],
    ['u-admin', 'user.created', userId, { role: 'agent' }],
    ['u-admin', 'user.changed', userId, { role: 'supervisor', name: 'changed', line: 'changed' }],
    ['u-admin', 'user.one-time-password', userId, {}],
    ['u-admin', 'queue.created', 'gold', {}],
    ['u-admin', 'queue.changed', 'gold', { wrapUpMs: 60_000, name: 'changed' }],
    ['u-admin', 'queue.member-added', 'gold', { userId }],
    ['u-admin', 'queue.number-added', 'gold', { number: '+14155550100' }],
    ['u-admin', 'agent.state-set', userId, { state: 'not_ready', reason: 'meeting' }],
    ['u-agent', 'session.closed', null, {}],
  ])
  for (const secret of [PASSWORD, oneTimePassword, 'secret', 'wrong field', 'New Comer', 'client:new'])
    expect(log.body).not.toContain(secret)
  const older = await send('GET', `/audit?limit=2&before=${log.json().entries[1].entryId}`)
  expect(older.json().entries).toEqual(log.json().entries.slice(2, 4))
  for (const query of ['limit=0', 'limit=501', 'limit=x', 'before=', 'since=1'])
    expect((await send('GET', `/audit?${query}`)).statusCode, query).toBe(400)
})
