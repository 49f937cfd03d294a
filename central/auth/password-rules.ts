import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { foldPassword, isCommonPassword } from './common-passwords.ts'

const PASSWORD_MIN = 15
const PASSWORD_MAX = 128

/**
 * Length first, no forced mixture of signs. Refused with `password_too_weak` and why: `length`, `common`, `repeated`
 * or `login`.
 */
export function checkNewPassword(password: string, login: string): Outcome<null> {
  const weak = (why: string) => refuse('password_too_weak', { field: 'password', params: { why, min: PASSWORD_MIN } })
  const length = [...password].length
  if (length < PASSWORD_MIN || length > PASSWORD_MAX) return weak('length')
  const bare = foldPassword(password)
  if (isCommonPassword(bare)) return weak('common')
  if (/^(.{1,40})\1+.{0,4}$/su.test(bare) || new Set(bare).size < 5) return weak('repeated')
  const name = foldPassword(login)
  if (name.length >= 3 && bare.replaceAll(name, '').length < PASSWORD_MIN / 2) return weak('login')
  return accept(null)
}
