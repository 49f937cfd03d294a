import { describe, expect, it } from 'vitest'
import { hashToken } from '#central/auth/session-token.ts'
import { DeskSnapshot } from '#shared/protocol/desk-port.ts'
import { credentials, setUpWebShell } from '#test/support/web-shell-rig.ts'

const { ask, central, connect, origin, restartWeb, signIn, startCentral, web } = setUpWebShell()

describe('a session of the web shell', () => {
  it("is a cookie no script can read, and central's token stays inside", async () => {
    const answer = await ask('POST', '/session', origin(), credentials)
    const cookie = String(answer.headers['set-cookie'])
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Strict/)
    const ticket = cookie.split(';')[0] ?? ''
    const window = await connect({ ...origin(), cookie: ticket })
    const seen = [
      ...[answer.text, JSON.stringify(answer.headers)],
      JSON.stringify(await window.emitWithAck('snapshot')),
      (await ask('GET', '/session', { cookie: ticket })).text,
      (await ask('GET', '/shell', { cookie: ticket })).text,
    ]
    // central keeps the hashes of its tokens: nothing a browser was given may be one of them
    const kept = await central().context.db.selectFrom('session').select('token_hash').execute()
    const hashes = new Set(kept.map((row) => row.token_hash))
    expect(hashes.size).toBeGreaterThan(0)
    const words = seen.flatMap((text) => text.match(/[\w-]{20,}/g) ?? [])
    expect(words).not.toEqual([])
    expect(words.filter((word) => hashes.has(word) || hashes.has(hashToken(word)))).toEqual([])
    expect(JSON.parse(answer.text)).toMatchObject({ ok: true, user: { userId: 'demo-mei' } })
  })

  it('is refused in a closed word', async () => {
    const wrong = await ask('POST', '/session', origin(), { login: 'mei', password: 'wrong' })
    expect(JSON.parse(wrong.text)).toEqual({ ok: false, refusal: { code: 'wrong_credentials' } })
    expect(JSON.parse((await ask('GET', '/session')).text)).toEqual({ user: null })
  })

  it('[BAD-80] rotates its ticket: the one a browser held before opens nothing any more', async () => {
    const before = await signIn()
    const again = await ask('POST', '/session', { ...origin(), cookie: before }, credentials)
    const after = String(again.headers['set-cookie']).split(';')[0] ?? ''
    expect(after).not.toBe(before)
    const whose = async (cookie: string) => JSON.parse((await ask('GET', '/session', { cookie })).text).user
    expect(await whose(before)).toBeNull()
    expect(await whose(after)).toMatchObject({ userId: expect.any(String) })
  })

  it('shares one desk between windows, and ends in all of them', async () => {
    const cookie = await signIn()
    const one = await connect({ ...origin(), cookie })
    const two = await connect({ ...origin(), cookie })
    const first = DeskSnapshot.parse(await one.emitWithAck('snapshot'))
    const second = DeskSnapshot.parse(await two.emitWithAck('snapshot'))
    expect(second.deviceId).toBe(first.deviceId)
    const heard: unknown[] = []
    two.on('notice', (...notices) => heard.push(...notices))
    const draft = { kind: 'local', command: { type: 'draft.save', key: 'k', revision: 1, fields: { note: 'half' } } }
    expect(await one.emitWithAck('send', draft)).toEqual({ ok: true })
    await expect.poll(() => heard).toContainEqual(expect.objectContaining({ kind: 'draft' }))
    expect(await one.emitWithAck('send', { kind: 'nonsense' })).toMatchObject({
      ok: false,
      refusal: { code: 'bad_request' },
    })
    expect(await one.emitWithAck('query', { name: 'work.list', params: {} })).toMatchObject({ ok: true })

    const gone = new Promise((resolve) => two.on('disconnect', resolve))
    expect((await ask('DELETE', '/session', { ...origin(), cookie })).status).toBe(204)
    await gone
    expect(heard).toContainEqual({ kind: 'signed-out', reason: null })
    expect(JSON.parse((await ask('GET', '/session', { cookie })).text)).toEqual({ user: null })
    await expect(connect({ ...origin(), cookie })).rejects.toThrow()
  })

  it('ends at once when central says that the person is disabled: no window, no cache, no ticket', async () => {
    const cookie = await signIn()
    const window = await connect({ ...origin(), cookie })
    await expect
      .poll(async () => DeskSnapshot.parse(await window.emitWithAck('snapshot')).link.kind, { timeout: 10_000 })
      .toBe('online')
    const heard: unknown[] = []
    window.on('notice', (...notices) => heard.push(...notices))
    const gone = new Promise((resolve) => window.on('disconnect', resolve))
    const { db } = central().context
    await db.updateTable('user').set({ disabled: 1 }).where('id', '=', 'demo-mei').execute()
    await gone
    expect(heard).toContainEqual({ kind: 'signed-out', reason: { code: 'session_revoked' } })
    expect(JSON.parse((await ask('GET', '/session', { cookie })).text)).toEqual({ user: null })
    await expect(connect({ ...origin(), cookie })).rejects.toThrow()
    await db.updateTable('user').set({ disabled: 0 }).where('id', '=', 'demo-mei').execute()
    expect(await signIn()).not.toBe(cookie)
  })

  it('outlives a restart of the shell, also while central is away', async () => {
    const cookie = await signIn()
    const before = await connect({ ...origin(), cookie })
    const task = { type: 'task.complete', taskId: 'no-such-task' }
    await central().stop()
    expect(await before.emitWithAck('send', { kind: 'paperwork', bodies: [task], dropDraft: null })).toEqual({
      ok: true,
    })
    const { port } = web()
    await web().stop()
    await restartWeb(port)
    expect(JSON.parse((await ask('GET', '/session', { cookie })).text)).toMatchObject({ user: { userId: 'demo-mei' } })
    const after = await connect({ ...origin(), cookie })
    expect(DeskSnapshot.parse(await after.emitWithAck('snapshot')).sync).toMatchObject({ waiting: 1 })
    await startCentral()
    const sync = async () => DeskSnapshot.parse(await after.emitWithAck('snapshot')).sync
    await expect.poll(sync, { timeout: 10_000 }).toMatchObject({ waiting: 0, rejected: 1 })
  })
})
