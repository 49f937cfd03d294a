import { describe, expect, it } from 'vitest'
import { readCallerNumber } from '#shared/domain/phone-number.ts'
import { addCustomer } from '#test/support/customers.ts'
import { countWrites } from '#test/support/edges/count-changes.ts'
import { PASSWORD, userOfRole } from '#test/support/edges/open-edges.ts'
import { setUpBadInput } from '#test/support/edges/set-up-bad-input.ts'

const { createNamed, desk, edges, expectRefused, findIds, post, search } = setUpBadInput()

describe('text', () => {
  it('[BAD-27] NUL in a name is 400 at every edge, on either database', async () => {
    expect(await createNamed('Li\u0000Wei')).toEqual([400, 'bad_request'])
    await expectRefused(post(JSON.stringify({ login: 'agent\u0000', password: PASSWORD })), 400, 'bad_request')
    const headers = await edges().signIn('agent')
    await expectRefused(edges().app.inject({ url: '/api/v1/customers?text=%00', headers }), 400, 'bad_request')
  })

  it('[BAD-28] half a surrogate pair is 400, and the work behind it goes on', async () => {
    expect(await createNamed('Li \ud800')).toEqual([400, 'bad_request'])
    const headers = await edges().signIn('agent')
    await expectRefused(edges().app.inject({ url: '/api/v1/customers?text=%ED%A0%80', headers }), 400, 'bad_request')
    expect(await createNamed('Li Wei')).toEqual([201, null])
  })

  it('[BAD-29] direction overrides are taken out of names and numbers', async () => {
    expect(await createNamed('Ada \u202eecalevoL\u2066')).toEqual([201, null])
    const row = await edges().db.selectFrom('customer').select('name').where('name', 'like', 'Ada %').executeTakeFirst()
    expect(row?.name).toBe('Ada ecalevoL')
    expect(readCallerNumber('\u202e+1 (415) 555-0123\u2066', 'US')).toEqual({ kind: 'number', e164: '+14155550123' })
    expect(readCallerNumber('\u202e12\u202c', 'US')).toEqual({ kind: 'raw', text: '12' })
  })

  it('[BAD-30] emoji and joined signs come back as they were', async () => {
    const name = '李👩‍👩‍👧‍👦明 𠮷野家'
    expect(await createNamed(name)).toEqual([201, null])
    const headers = await edges().signIn('agent')
    const url = `/api/v1/customers?text=${encodeURIComponent('野家')}`
    expect((await edges().app.inject({ url, headers })).body).toContain(name)
  })

  it('[BAD-31] a name of 10,000 characters is 400; 200 characters as people count them are not', async () => {
    expect(await createNamed('王'.repeat(10_000))).toEqual([400, 'bad_request'])
    expect(await createNamed('王'.repeat(201))).toEqual([400, 'bad_request'])
    expect(await createNamed('王'.repeat(200))).toEqual([201, null])
  })

  it('[BAD-35] composed and decomposed spellings find the same one', async () => {
    await addCustomer(edges().db, 'zoe', { name: 'Zo\u00eb N\u00fa\u00f1ez' })
    expect(await findIds('Zo\u00eb N\u00fa\u00f1ez')).toEqual(['zoe'])
    expect(await findIds('Zoe\u0308 Nu\u0301n\u0303ez')).toEqual(['zoe'])
  })
})

describe('search', () => {
  it("[BAD-39] ' OR 1=1-- is looked for, not run", async () => {
    expect(await findIds("' OR 1=1--")).toEqual([])
    await addCustomer(edges().db, 'bobby', { name: "Bobby'); drop table customer;--" })
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
    const headers = await edges().signIn('agent')
    for (const query of ['limit=-1', 'limit=1000000000', 'limit=0', 'limit=1e3'])
      await expectRefused(edges().app.inject({ url: `/api/v1/customers?text=a&${query}`, headers }), 400, 'bad_request')
    for (const limit of [-1, 1e9, 0.5])
      expect(await desk().ask('query', { name: 'calls.recent', params: { limit } })).toMatchObject({ ok: false })
  })
})

describe('access', () => {
  it('[BAD-75] role: "admin" is 400 wherever one speaks of oneself, and nobody is promoted', async () => {
    const headers = await edges().signIn('agent')
    const before = await countWrites(edges().db)
    const tries: [method: 'POST' | 'PUT' | 'PATCH', url: string, payload: object][] = [
      ['POST', '/api/v1/session', { login: 'agent', password: PASSWORD, role: 'admin' }],
      ['PUT', '/api/v1/password', { current: PASSWORD, password: 'nine amber lanterns', role: 'admin' }],
      ['PATCH', '/api/v1/customers/zoe', { changes: [{ field: 'role', value: 'admin', baseVersion: 0 }] }],
    ]
    for (const [method, url, payload] of tries)
      await expectRefused(edges().app.inject({ method, url, headers, payload }), 400, 'bad_request')
    const own = `/api/v1/users/${userOfRole('agent')}`
    await expectRefused(
      edges().app.inject({ method: 'PATCH', url: own, headers, payload: { role: 'admin' } }),
      403,
      'forbidden',
    )
    expect(await countWrites(edges().db)).toBe(before)
  })
})
