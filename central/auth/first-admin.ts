import type { Kysely } from 'kysely'
import type { Database } from '#central/db/schema.ts'
import type { Random } from '#shared/domain/random.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { createUser } from './users.ts'

const FIRST_ADMIN_LOGIN = 'admin'

/** On a site without any admin, makes `admin` with a one-time password and returns it; else null. */
export async function createFirstAdmin(
  db: Kysely<Database>,
  { random, newId, now }: { random: Random; newId: () => string; now: number },
): Promise<string | null> {
  const admin = await db.selectFrom('user').select('id').where('role', '=', 'admin').limit(1).executeTakeFirst()
  if (admin) return null
  const password = makeOneTimePassword(random)
  const made = await createUser(db, {
    userId: UserId.parse(newId()),
    login: FIRST_ADMIN_LOGIN,
    name: 'Administrator',
    role: 'admin',
    teamId: null,
    line: null,
    password,
    mustChangePassword: true,
    now,
  })
  // two nodes started at the same moment: the other one printed it
  return made.ok ? password : null
}

/** 100 random bits without signs that look alike, in groups a person can type. */
export function makeOneTimePassword(random: Random): string {
  const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'
  const signs = [...random.bytes(20)].map((byte) => alphabet[byte & 31]).join('')
  return signs.replaceAll(/(.{5})(?=.)/g, '$1-')
}
