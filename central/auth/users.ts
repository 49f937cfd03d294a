import type { Kysely } from 'kysely'
import type { Also } from '#central/db/audit-log.ts'
import type { Executor } from '#central/db/executor.ts'
import { runTransaction } from '#central/db/run-transaction.ts'
import type { Database } from '#central/db/schema.ts'
import type { Role } from '#shared/protocol/agent-state.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { hashPassword } from './password-hash.ts'
import { checkNewPassword } from './password-rules.ts'
import { revokeSessionsOf } from './sessions.ts'

export type UserRecord = {
  userId: UserId
  login: string
  name: string
  role: Role
  teamName: string | null
  line: string | null
  disabled: boolean
  mustChangePassword: boolean
}

export type NewUser = {
  userId: UserId
  login: string
  name: string
  role: Role
  teamId: string | null
  line: string | null
  password: string
  mustChangePassword: boolean
  now: number
}

/** Refuses with `duplicate` when the log-in name is taken. Logs in with lower case whatever is typed. */
export async function createUser(db: Kysely<Database>, user: NewUser, also?: Also): Promise<Outcome<UserId>> {
  const login = normaliseLogin(user.login)
  const strong = checkNewPassword(user.password, login)
  if (!strong.ok) return strong
  // slow on purpose, so before the transaction
  const password_hash = await hashPassword(user.password)
  return runTransaction(db, async (tx) => {
    const inserted = await tx
      .insertInto('user')
      .values({
        ...{ id: user.userId, login, password_hash, must_change_password: user.mustChangePassword ? 1 : 0 },
        ...{ name: user.name, role: user.role, team_id: user.teamId, line: user.line },
        ...{ language: null, disabled: 0, created_at: user.now },
      })
      .onConflict((conflict) => conflict.column('login').doNothing())
      .executeTakeFirst()
    if (inserted.numInsertedOrUpdatedRows === 0n) return refuse('duplicate', { field: 'login' })
    await also?.(tx)
    return accept(user.userId)
  })
}

export async function listUsers(db: Executor): Promise<UserRecord[]> {
  const rows = await db
    .selectFrom('user')
    .leftJoin('team', 'team.id', 'user.team_id')
    .select([
      'user.id',
      'login',
      'user.name',
      'role',
      'team.name as team_name',
      'line',
      'disabled',
      'must_change_password',
    ])
    .orderBy('login')
    .execute()
  return rows.map((row) => ({
    userId: UserId.parse(row.id),
    login: row.login,
    name: row.name,
    role: row.role,
    teamName: row.team_name,
    line: row.line,
    disabled: row.disabled === 1,
    mustChangePassword: row.must_change_password === 1,
  }))
}

export async function findUserByLogin(db: Executor, login: string): Promise<UserRecord | null> {
  const wanted = normaliseLogin(login)
  return (await listUsers(db)).find((user) => user.login === wanted) ?? null
}

export type UserChange = {
  name?: string | undefined
  role?: Role | undefined
  line?: string | null | undefined
  disabled?: boolean | undefined
}

/**
 * Changes what is named. A new role or a disabled user ends every session of theirs. Refuses with `conflict` what
 * would leave the site without an admin, also when two admins demote each other at the same moment.
 */
export async function changeUser(
  db: Kysely<Database>,
  userId: UserId,
  change: UserChange,
  also?: Also,
): Promise<Outcome<null>> {
  return runTransaction(db, async (tx) => {
    const known = await tx.selectFrom('user').select('id').where('id', '=', userId).executeTakeFirst()
    if (!known) return refuse('not_found')
    // both databases: writers of admins queue here, so that the count below is not of a moment ago
    const queue = { key: 'admins', value: 'changed one at a time' }
    await tx
      .insertInto('setting')
      .values(queue)
      .onConflict((conflict) => conflict.column('key').doUpdateSet(queue))
      .execute()
    const before = await tx
      .selectFrom('user')
      .select(['role', 'disabled'])
      .where('id', '=', userId)
      .executeTakeFirstOrThrow()
    const role = change.role ?? before.role
    const disabled = change.disabled === undefined ? before.disabled : change.disabled ? 1 : 0
    const losesAdmin = before.role === 'admin' && before.disabled === 0 && (role !== 'admin' || disabled === 1)
    if (losesAdmin && (await countAdmins(tx)) <= 1) return refuse('conflict', { field: 'role' })
    await tx
      .updateTable('user')
      .set({ role, disabled, ...(change.name === undefined ? {} : { name: change.name }), ...lineOf(change) })
      .where('id', '=', userId)
      .execute()
    if (role !== before.role || disabled === 1) await revokeSessionsOf(tx, userId)
    await also?.(tx)
    return accept(null)
  })
}

/** Sets a password and ends the user's other sessions. `mustChange`: somebody else chose it. */
export async function setPassword(
  db: Kysely<Database>,
  change: { userId: UserId; password: string; mustChange: boolean; keepSession: string | null },
  also?: Also,
): Promise<Outcome<null>> {
  const user = await db.selectFrom('user').select('login').where('id', '=', change.userId).executeTakeFirst()
  if (!user) return refuse('not_found')
  const strong = checkNewPassword(change.password, user.login)
  if (!strong.ok) return strong
  const password_hash = await hashPassword(change.password)
  return runTransaction(db, async (tx) => {
    await tx
      .updateTable('user')
      .set({ password_hash, must_change_password: change.mustChange ? 1 : 0 })
      .where('id', '=', change.userId)
      .execute()
    await revokeSessionsOf(tx, change.userId, change.keepSession)
    await also?.(tx)
    return accept(null)
  })
}

/** A change as the audit log tells it: closed words as they are, of names and lines only that they changed. */
export function tellUserChange({ name, role, line, disabled }: UserChange): Record<string, string | boolean> {
  return {
    ...(role === undefined ? {} : { role }),
    ...(disabled === undefined ? {} : { disabled }),
    ...(name === undefined ? {} : { name: 'changed' }),
    ...(line === undefined ? {} : { line: line === null ? 'removed' : 'changed' }),
  }
}

/** How many people could administer this site now. */
async function countAdmins(db: Executor): Promise<number> {
  const row = await db
    .selectFrom('user')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('role', '=', 'admin')
    .where('disabled', '=', 0)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

export function normaliseLogin(login: string): string {
  return login.trim().normalize('NFKC').toLowerCase()
}

function lineOf(change: UserChange): { line?: string | null } {
  return change.line === undefined ? {} : { line: change.line }
}
