import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'

export const PASSWORD_MIN = 15
export const PASSWORD_MAX = 128

/** Well-known passwords and phrases of at least the minimum length, without case, spaces and separators. */
const COMMON = new Set([
  '123456789012345',
  '1234567890123456',
  '12345678901234567890',
  '1qaz2wsx3edc4rfv',
  '1qaz2wsx3edc4rfv5tgb',
  'qwertyuiopasdfgh',
  'qwertyuiopasdfghjkl',
  'qwertyuiopasdfghjklzxcvbnm',
  'passwordpassword',
  'password123456789',
  'administrator123',
  'letmeinletmeinletmein',
  'iloveyouiloveyou',
  'correcthorsebatterystaple',
  'thequickbrownfox',
  'thequickbrownfoxjumpsoverthelazydog',
  'tobeornottobethatisthequestion',
  'maytheforcebewithyou',
  'ringdeskringdesk',
  'ringdeskpassword',
  'welcometoringdesk',
  'abcdefghijklmnop',
  'abcdefghijklmnopqrstuvwxyz',
  'woaini1314520woaini',
])

/**
 * Length first, no forced mixture of signs. Refused with `password_too_weak` and why: `length`, `common`, `repeated`
 * or `login`.
 */
export function checkNewPassword(password: string, login: string): Outcome<null> {
  const weak = (why: string) => refuse('password_too_weak', { field: 'password', params: { why, min: PASSWORD_MIN } })
  const length = [...password].length
  if (length < PASSWORD_MIN || length > PASSWORD_MAX) return weak('length')
  const bare = password
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s._-]/g, '')
  if (COMMON.has(bare)) return weak('common')
  if (/^(.{1,5})\1+.{0,4}$/su.test(bare) || new Set(bare).size < 5) return weak('repeated')
  const name = login.toLowerCase()
  if (name.length >= 3 && bare.replaceAll(name, '').length < PASSWORD_MIN / 2) return weak('login')
  return accept(null)
}
