import type { InjectOptions } from 'fastify'
import { describe, expect, it } from 'vitest'
import { Refusal } from '#shared/protocol/error.ts'
import { countWrites } from '#test/support/edges/count-changes.ts'
import { httpProbes } from '#test/support/edges/http-probes.ts'
import { makeSubject } from '#test/support/edges/make-subject.ts'
import { PASSWORD, userOfRole } from '#test/support/edges/open-edges.ts'
import { httpRights, webhooks } from './rights-table.ts'
import { cellsOf, expectNothingPersonal, identities, nameOf, ownerOf, setUpRights } from './set-up-rights.ts'

const { check, edges } = setUpRights()

describe('the table of routes', () => {
  it('has a row for every route of the running server, and no other', () => {
    const routes = [...edges().app.endpoints]
    const ours = routes.filter(([, { access }]) => access !== 'signature').map(([name]) => name)
    expect(ours.sort()).toEqual(Object.keys(httpRights).sort())
    expect(Object.keys(httpProbes).sort()).toEqual(Object.keys(httpRights).sort())
    const vendors = routes.filter(([, { access }]) => access === 'signature').map(([name]) => name)
    expect(vendors.sort()).toEqual(Object.keys(webhooks).sort())
  })
})

describe('every route', () => {
  it.each(Object.entries(httpRights))('%s', async (route, row) => {
    const probe = httpProbes[route]
    if (!probe) throw new Error(`no probe for ${route}`)
    const method = route.split(' ', 1)[0] as 'GET'
    for (const cell of cellsOf(row, probe.about === 'nobody')) {
      const subject = await makeSubject(edges().db, ownerOf(cell.identity, cell.scope), 'talking')
      await probe.prepare?.(edges(), subject)
      const headers = cell.identity === 'nobody' ? {} : await edges().signIn(cell.identity)
      const request: InjectOptions = { method, headers, ...probe.request(subject) }
      // log-in writes a session; otherwise what reads leaves every row as it is
      await check(cell, { reads: method === 'GET' && !probe.isNoted, untouched: true }, async () => {
        const answer = await edges().app.inject(request)
        if (answer.statusCode < 300) return null
        expect([400, 401, 403, 404, 409], `${nameOf(cell)}: ${answer.body}`).toContain(answer.statusCode)
        return Refusal.parse(answer.json()).code
      })
      if (route.includes('password')) await restorePasswords()
    }
  })

  async function restorePasswords(): Promise<void> {
    const { password_hash } = await edges()
      .db.selectFrom('user')
      .select('password_hash')
      .where('id', '=', 'u-spare-admin')
      .executeTakeFirstOrThrow()
    await edges().db.updateTable('user').set({ password_hash, must_change_password: 0 }).execute()
  }

  it('of a provider opens to a signature and to no session', async () => {
    for (const [route, access] of Object.entries(webhooks)) {
      const [method, url = ''] = route.split(' ')
      for (const identity of identities) {
        const headers = identity === 'nobody' ? {} : await edges().signIn(identity)
        const before = await countWrites(edges().db)
        const answer = await edges().app.inject({ method: method as 'GET', url, headers })
        expect(answer.statusCode, `${identity} ${route}`).toBe(access === 'anybody' ? 200 : 403)
        expect(await countWrites(edges().db)).toBe(before)
      }
    }
    const { body } = await edges().app.inject({ url: '/metrics' })
    for (const route of Object.keys(webhooks).filter((name) => webhooks[name] !== 'anybody')) {
      const [method, url = ''] = route.split(' ')
      const counted = `ringdesk_http_request_seconds_count{route="${url}",method="${method}",status="403"}`
      expect(body, 'who forges is counted').toContain(`${counted} ${identities.length}`)
    }
  })

  it('with an old password opens only what changes it', async () => {
    await edges()
      .db.updateTable('user')
      .set({ must_change_password: 1 })
      .where('id', '=', userOfRole('admin'))
      .execute()
    const headers = await edges().signIn('admin')
    for (const [route, { access }] of edges().app.endpoints) {
      if (access === 'signature' || access === 'public' || route === 'DELETE /api/v1/session') continue
      const [method, url = ''] = route.split(' ')
      const { body } = await edges().app.inject({
        method: method as 'GET',
        url: url.replaceAll(/:\w+/g, 'x1'),
        headers,
      })
      const open = ['GET /api/v1/session', 'PUT /api/v1/password'].includes(route)
      expect(body.includes('"code":"must_change_password"'), route).toBe(!open)
    }
    await edges().db.updateTable('user').set({ must_change_password: 0 }).execute()
  })
})

it('log-in tells the same of everybody: nobody is told who exists', async () => {
  const answers = []
  for (const login of ['agent', 'nobody-of-that-name', '王小明']) {
    const payload = { login, password: `${PASSWORD}!` }
    answers.push((await edges().app.inject({ method: 'POST', url: '/api/v1/session', payload })).body)
  }
  expect(new Set(answers)).toEqual(new Set(['{"code":"wrong_credentials"}']))
})

it('the log of all this, at its most talkative, holds nothing personal', () => expectNothingPersonal(edges(), 300))
