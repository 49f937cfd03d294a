import type { Executor } from '#central/db/executor.ts'
import { isLostToAnother } from '#central/db/lost-race.ts'
import { prepareListQuery } from '#central/db/prepare-query.ts'
import type { Random } from '#shared/domain/random.ts'
import type { Role } from '#shared/protocol/agent-state.ts'
import type { SignedInUser } from '#shared/protocol/envelope.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { hashToken, makeToken } from './session-token.ts'

export const IDLE_MS = 30 * 60_000
export const ABSOLUTE_MS = 12 * 3_600_000
/** A busy session is written at most this often: reads stay reads. */
const TOUCH_MS = 60_000

export type SessionEnd = 'session_expired' | 'session_revoked'

export type SessionUser = {
  tokenHash: string
  userId: UserId
  login: string
  name: string
  role: Role
  teamId: string | null
  teamName: string | null
  mustChangePassword: boolean
}

/** What desk and console may know of the user. */
export function describeUser({ userId, name, role, teamName }: SessionUser): SignedInUser {
  return { userId, name, role, teamName }
}

/** Opens a session and returns its token, the only time it is ever seen here. */
export async function openSession(
  db: Executor,
  { userId, random, now }: { userId: UserId; random: Random; now: number },
): Promise<string> {
  const token = makeToken(random)
  await db
    .insertInto('session')
    .values({
      token_hash: hashToken(token),
      user_id: userId,
      created_at: now,
      last_seen_at: now,
      expires_at: now + ABSOLUTE_MS,
      revoked: 0,
    })
    .execute()
  return token
}

/** Whose session it is, or `not_signed_in` for an unknown, `session_expired` or `session_revoked` for an ended one. */
export async function verifySession(db: Executor, token: string, now: number): Promise<Outcome<SessionUser>> {
  const [verified] = await verifySessions(db, [token], now)
  return verified ?? refuse('not_signed_in')
}

/** The same for many at once, in their order: after a restart hundreds say hello together. */
export async function verifySessions(
  db: Executor,
  tokens: readonly string[],
  now: number,
): Promise<Outcome<SessionUser>[]> {
  const hashes = tokens.map(hashToken)
  const found = new Map((await readSessions(db, hashes)).map((session) => [session.user.tokenHash, session]))
  const stale = [...found.values()].filter((one) => findEnd(one, now) === null && now - one.lastSeenAt >= TOUCH_MS)
  if (stale.length > 0) {
    await touchSessions(
      db,
      stale.map((one) => one.user.tokenHash),
      now,
    )
  }
  return hashes.map((hash) => {
    const session = found.get(hash)
    if (!session) return refuse('not_signed_in')
    const end = findEnd(session, now)
    return end ? refuse(end) : accept(session.user)
  })
}

/** Which of these sessions are over, and why: how revocation, expiry and role changes reach open sockets. */
export async function findEndedSessions(
  db: Executor,
  tokenHashes: readonly string[],
  now: number,
): Promise<Map<string, SessionEnd>> {
  if (tokenHashes.length === 0) return new Map()
  // a session that is not there any more was taken away
  const ended = new Map<string, SessionEnd>(tokenHashes.map((hash) => [hash, 'session_revoked']))
  for (const row of await selectLife(db, tokenHashes)) {
    const end = findEnd(readLife(row), now)
    if (end) ended.set(row.token_hash, end)
    else ended.delete(row.token_hash)
  }
  return ended
}

/** Asked of every open socket twice a second: only what tells whether a session lives. */
const selectLife = prepareListQuery(buildLife)

/** What tells whether each of these sessions lives. */
function buildLife(db: Executor, tokenHashes: readonly string[]) {
  return db
    .selectFrom('session')
    .innerJoin('user', 'user.id', 'session.user_id')
    .leftJoin('agent', 'agent.user_id', 'user.id')
    .where('session.token_hash', 'in', tokenHashes)
    .select([
      'session.token_hash',
      'session.last_seen_at',
      'session.expires_at',
      'session.revoked',
      'user.disabled',
      'agent.state as agent_state',
    ])
}

/** The person did something: the idle time starts again. */
export async function touchSession(db: Executor, tokenHash: string, now: number): Promise<void> {
  await touchSessions(db, [tokenHash], now)
}

/** Several rows are held at once here, so this may meet who holds one of them: then each session by itself. */
async function touchSessions(db: Executor, tokenHashes: readonly string[], now: number): Promise<void> {
  try {
    await db.updateTable('session').set({ last_seen_at: now }).where('token_hash', 'in', tokenHashes).execute()
  } catch (error) {
    if (tokenHashes.length === 1 || !isLostToAnother(error)) throw error
    for (const tokenHash of tokenHashes) await touchSessions(db, [tokenHash], now)
  }
}

export async function revokeSession(db: Executor, tokenHash: string): Promise<void> {
  await db.updateTable('session').set({ revoked: 1 }).where('token_hash', '=', tokenHash).execute()
}

/** Every session of a user but the one given (null: every one). */
export async function revokeSessionsOf(db: Executor, userId: UserId, except: string | null = null): Promise<void> {
  await db
    .updateTable('session')
    .set({ revoked: 1 })
    .where('user_id', '=', userId)
    .where('token_hash', '!=', except ?? '')
    .execute()
}

/** Rows that can never be used again. */
export async function pruneSessions(db: Executor, now: number): Promise<void> {
  await db
    .deleteFrom('session')
    .where('expires_at', '<', now - ABSOLUTE_MS)
    .execute()
}

type Life = {
  lastSeenAt: number
  expiresAt: number
  ended: boolean
  /** on a call, or waiting for one: the desk is in use though nobody types */
  working: boolean
  onCall: boolean
}

type Found = Life & { user: SessionUser }

function readLife(row: {
  last_seen_at: number
  expires_at: number
  revoked: number
  disabled: number
  agent_state: string | null
}): Life {
  return {
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    ended: row.revoked === 1 || row.disabled === 1,
    onCall: row.agent_state === 'on_call',
    working: ['available', 'offered', 'on_call', 'wrap_up'].includes(row.agent_state ?? ''),
  }
}

/** Null while it lives. */
function findEnd(found: Life, now: number): SessionEnd | null {
  if (found.ended) return 'session_revoked'
  // nobody is thrown out of a call; somebody Available is at work, and falls to not ready by missing one
  if (found.onCall) return null
  const isFresh = now < found.expiresAt && (found.working || now - found.lastSeenAt < IDLE_MS)
  return isFresh ? null : 'session_expired'
}

async function readSessions(db: Executor, tokenHashes: readonly string[]): Promise<Found[]> {
  const rows = await selectSessions(db, tokenHashes)
  return rows.map((row) => ({
    user: {
      tokenHash: row.token_hash,
      userId: UserId.parse(row.user_id),
      login: row.login,
      name: row.name,
      role: row.role,
      teamId: row.team_id,
      teamName: row.team_name,
      mustChangePassword: row.must_change_password === 1,
    },
    ...readLife(row),
  }))
}

const selectSessions = prepareListQuery((db, tokenHashes) =>
  buildLife(db, tokenHashes)
    .leftJoin('team', 'team.id', 'user.team_id')
    .select([
      'user.id as user_id',
      'user.login',
      'user.name',
      'user.role',
      'user.team_id',
      'user.must_change_password',
      'team.name as team_name',
    ]),
)
