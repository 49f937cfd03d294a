import type { Executor } from '#central/db/executor.ts'
import type { Random } from '#shared/domain/random.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { verifyPassword } from './password-hash.ts'
import { openSession, type SessionUser, verifySession } from './sessions.ts'
import { normaliseLogin } from './users.ts'

/** Opens a new session for the right name and password; anything else is `wrong_credentials` after the same time. */
export async function logIn(
  db: Executor,
  { login, password, random, now }: { login: string; password: string; random: Random; now: number },
): Promise<Outcome<{ token: string; user: SessionUser }>> {
  const found = await db
    .selectFrom('user')
    .select(['id', 'password_hash'])
    .where('login', '=', normaliseLogin(login))
    .where('disabled', '=', 0)
    .executeTakeFirst()
  if (!(await verifyPassword(found?.password_hash ?? null, password)) || !found) return refuse('wrong_credentials')
  const token = await openSession(db, { userId: UserId.parse(found.id), random, now })
  const session = await verifySession(db, token, now)
  return session.ok ? accept({ token, user: session.value }) : session
}

/** Whether this is the user's password: asked again before it is changed. */
export async function confirmPassword(db: Executor, userId: UserId, password: string): Promise<boolean> {
  const row = await db.selectFrom('user').select('password_hash').where('id', '=', userId).executeTakeFirst()
  return verifyPassword(row?.password_hash ?? null, password)
}
