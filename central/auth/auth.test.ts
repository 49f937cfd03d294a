import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Executor } from '#central/db/executor.ts'
import type { Random } from '#shared/domain/random.ts'
import type { Role } from '#shared/protocol/agent-state.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { isCommonPassword, readCommonPasswords } from './common-passwords.ts'
import { keepDeskKey, readDeskKey } from './desk-keys.ts'
import { createFirstAdmin } from './first-admin.ts'
import { confirmPassword, logIn } from './log-in.ts'
import { readMasterKey } from './master-key.ts'
import { checkNewPassword } from './password-rules.ts'
import { ABSOLUTE_MS, findEndedSessions, IDLE_MS, revokeSession, verifySession } from './sessions.ts'
import { changeUser, createUser, findUserByLogin, setPassword } from './users.ts'

const random: Random = { next: () => 0.5, bytes: (count) => randomBytes(count) }
const NOW = 1_780_000_000_000
const PASSWORD = 'six blue herons at dusk'

async function addUser(db: Executor, login: string, role: Role = 'agent') {
  const userId = UserId.parse(`u-${login}`)
  const made = await createUser(db, {
    userId,
    login,
    name: `Name of ${login}`,
    role,
    teamId: null,
    line: null,
    password: PASSWORD,
    mustChangePassword: false,
    now: NOW,
  })
  if (!made.ok) throw new Error(made.refusal.code)
  return userId
}

async function enter(db: Executor, login: string, now = NOW) {
  const answer = await logIn(db, { login, password: PASSWORD, random, now })
  if (!answer.ok) throw new Error(answer.refusal.code)
  return answer.value
}

describeOnDatabases('log-in', (open) => {
  it('takes the right password in any letter case of the name, and gives every session a token of its own', async () => {
    const { db } = await open()
    await addUser(db, 'lin')
    const first = await enter(db, ' LIN ')
    const second = await enter(db, 'lin')
    expect(first.token).not.toBe(second.token)
    expect(first.token.length).toBeGreaterThanOrEqual(43)
    expect(first.user).toMatchObject({ login: 'lin', role: 'agent', mustChangePassword: false })
    const kept = JSON.stringify(await db.selectFrom('session').selectAll().execute())
    expect(kept).not.toContain(first.token)
  })

  it('refuses wrong passwords, unknown names and disabled users alike', async () => {
    const { db } = await open()
    const userId = await addUser(db, 'lin')
    const wrong = { ok: false, refusal: { code: 'wrong_credentials' } }
    expect(await logIn(db, { login: 'lin', password: 'nope', random, now: NOW })).toEqual(wrong)
    expect(await logIn(db, { login: 'nobody', password: PASSWORD, random, now: NOW })).toEqual(wrong)
    expect((await changeUser(db, userId, { disabled: true })).ok).toBe(true)
    expect(await logIn(db, { login: 'lin', password: PASSWORD, random, now: NOW })).toEqual(wrong)
  })

  it('refuses a log-in name twice and weak passwords', async () => {
    const { db } = await open()
    await addUser(db, 'lin')
    const user = { userId: UserId.parse('u2'), name: 'x', role: 'agent', teamId: null, line: null, now: NOW } as const
    const taken = await createUser(db, { ...user, login: 'LIN', password: PASSWORD, mustChangePassword: false })
    expect(taken).toMatchObject({ ok: false, refusal: { code: 'duplicate' } })
    for (const password of ['short', 'correct horse battery staple', 'aaaaaaaaaaaaaaaaaaa', 'lin2lin2lin2lin2']) {
      const weak = await createUser(db, { ...user, login: 'lin2', password, mustChangePassword: false })
      expect(weak, password).toMatchObject({ ok: false, refusal: { code: 'password_too_weak' } })
    }
  })
})

describeOnDatabases('sessions', (open) => {
  it('end after thirty idle minutes and after twelve hours of work', async () => {
    const { db } = await open()
    await addUser(db, 'lin')
    const { token } = await enter(db, 'lin')
    let now = NOW
    for (let visit = 0; visit < 20; visit += 1) {
      now += IDLE_MS - 60_001
      expect((await verifySession(db, token, now)).ok, `visit ${visit}`).toBe(now < NOW + ABSOLUTE_MS)
    }
    await addUser(db, 'wang')
    const other = await enter(db, 'wang')
    expect(await verifySession(db, other.token, NOW + IDLE_MS)).toMatchObject({ refusal: { code: 'session_expired' } })
    expect(await verifySession(db, 'x'.repeat(43), NOW)).toMatchObject({ refusal: { code: 'not_signed_in' } })
  })

  it('outlive both limits while a call is up', async () => {
    const { db } = await open()
    const userId = await addUser(db, 'lin')
    const { token } = await enter(db, 'lin')
    await db
      .insertInto('agent')
      .values({
        user_id: userId,
        state: 'on_call',
        reason: null,
        subject_id: 'call',
        since: NOW,
        next_state: null,
        before_unreachable: null,
        idle_since: NOW,
        device_id: 'd',
        fence: 1,
        lease_expires_at: NOW,
        seq: 0,
        version: 0,
      })
      .execute()
    expect((await verifySession(db, token, NOW + ABSOLUTE_MS + 60_000)).ok).toBe(true)
  })

  it('are found ended after a log-out, a new role and a new password, but for the one that set it', async () => {
    const { db } = await open()
    const userId = await addUser(db, 'lin')
    const [a, b, c] = [await enter(db, 'lin'), await enter(db, 'lin'), await enter(db, 'lin')]
    const hashes = [a, b, c].map((session) => session.user.tokenHash)
    const ended = async () => [...(await findEndedSessions(db, hashes, NOW)).entries()]
    const revoked = (...indexes: number[]) => indexes.map((index) => [hashes[index], 'session_revoked'])
    expect(await ended()).toEqual([])
    await revokeSession(db, a.user.tokenHash)
    expect(await ended()).toEqual(revoked(0))
    const change = { userId, password: 'nine amber lanterns', mustChange: false, keepSession: b.user.tokenHash }
    expect((await setPassword(db, change)).ok).toBe(true)
    expect(await ended()).toEqual(revoked(0, 2))
    expect(await confirmPassword(db, userId, 'nine amber lanterns')).toBe(true)
    await changeUser(db, userId, { role: 'supervisor' })
    expect(await ended()).toEqual(revoked(0, 1, 2))
  })
})

describeOnDatabases('administration', (open) => {
  it('makes the first admin once, with a password that must be changed', async () => {
    const { db } = await open()
    const make = () => createFirstAdmin(db, { random, newId: () => 'first', now: NOW })
    const password = await make()
    expect(password).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/)
    const answer = await logIn(db, { login: 'admin', password: password ?? '', random, now: NOW })
    expect(answer).toMatchObject({ ok: true, value: { user: { role: 'admin', mustChangePassword: true } } })
    expect(await make()).toBeNull()
  })

  it('keeps one admin when two demote each other at the same moment', async () => {
    const { db } = await open()
    const a = await addUser(db, 'ana', 'admin')
    const b = await addUser(db, 'bo', 'admin')
    const answers = await Promise.all([changeUser(db, a, { role: 'agent' }), changeUser(db, b, { disabled: true })])
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    const left = [await findUserByLogin(db, 'ana'), await findUserByLogin(db, 'bo')]
    expect(left.filter((user) => user?.role === 'admin' && !user.disabled)).toHaveLength(1)
  })
})

describeOnDatabases('desk keys', (open) => {
  it('come back to their user only, and are never replaced', async () => {
    const { db } = await open()
    const masterKey = randomBytes(32)
    const place = { keyId: 'device-1', userId: UserId.parse('lin') }
    const key = randomBytes(32).toString('base64')
    const keep = { ...place, masterKey, random, now: NOW }
    expect(await keepDeskKey(db, { ...keep, key })).toEqual({ ok: true, value: null })
    expect(await keepDeskKey(db, { ...keep, key })).toEqual({ ok: true, value: null })
    expect(await readDeskKey(db, masterKey, place)).toEqual({ ok: true, value: key })
    const other = { ...place, userId: UserId.parse('wang') }
    expect(await readDeskKey(db, masterKey, other)).toMatchObject({ refusal: { code: 'not_found' } })
    expect(await keepDeskKey(db, { ...keep, ...other, key })).toMatchObject({ refusal: { code: 'conflict' } })
    const replaced = await keepDeskKey(db, { ...keep, key: randomBytes(32).toString('base64') })
    expect(replaced).toMatchObject({ refusal: { code: 'conflict' } })
    const row = await db.selectFrom('desk_key').selectAll().executeTakeFirstOrThrow()
    expect(row.sealed_key).not.toContain(key)
    await db.updateTable('desk_key').set({ user_id: 'wang' }).execute()
    await expect(readDeskKey(db, masterKey, other)).rejects.toThrow()
  })
})

describe('a new password', () => {
  const whyOf = (password: string, login = 'mei') => {
    const answer = checkNewPassword(password, login)
    return answer.ok ? null : answer.refusal.params?.why
  }

  it('is held against thousands of known ones, whatever its width, case and separators', () => {
    expect(readCommonPasswords().size).toBeGreaterThan(40_000)
    for (const password of [
      'passwordpassword',
      'PassWord-PassWord',
      'ｐａｓｓｗｏｒｄＰＡＳＳＷＯＲＤ',
      'password 2024 2024 2024',
      '1qaz 2wsx 3edc 4rfv',
      '20242024-Iloveyou',
      '1234567890987654321',
      '3141592653589793238',
    ])
      expect(whyOf(password), password).toBe('common')
    expect(whyOf('ringdesk ringdesk ringdesk')).toBe('repeated')
  })

  it('is compared by what it folds to: ß is ss, full width is plain', () => {
    expect(whyOf('Großmeisterﬂug', 'grossmeisterflug')).toBe('length')
    expect(whyOf('Großmeister-ﬂug-9', 'grossmeisterflug')).toBe('login')
    expect(isCommonPassword('blauegurkentanzen')).toBe(false)
  })

  it('of ordinary words that nobody put together before is welcome', () => {
    for (const password of ['six blue herons at dusk', '蓝色的苍鹭在黄昏时分飞过安静的湖面', 'nine amber lanterns'])
      expect(whyOf(password), password).toBeNull()
  })

  it('may not be shorter than 15 signs nor longer than 128', () => {
    expect(whyOf('kj4 Rt9 qq2 zz')).toBe('length')
    expect(whyOf('kj4 Rt9 qq2 zzw '.repeat(9))).toBe('length')
  })
})

it('the master key is made once and readable by its user only', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ringdesk-key-'))
  try {
    const first = await readMasterKey(folder, random)
    expect(await readMasterKey(folder, random)).toEqual(first)
    expect((await stat(join(folder, 'central.key'))).mode & 0o777).toBe(0o600)
    expect((await readFile(join(folder, 'central.key'), 'utf8')).length).toBe(44)
  } finally {
    await rm(folder, { recursive: true })
  }
})
