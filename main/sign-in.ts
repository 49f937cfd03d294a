import type { Credentials } from '#shared/protocol/desk-port.ts'
import { type Outcome, refuse } from '#shared/protocol/error.ts'
import { SessionAnswer } from '#shared/protocol/session.ts'
import { askCentral, NOTHING } from './central-http.ts'

/** Logs in at central. Refuses `must_change_password` while the password is a one-time one and no new one is given. */
export async function signIn(
  centralUrl: string,
  credentials: Credentials,
  forwardedFor?: string,
): Promise<Outcome<SessionAnswer>> {
  const { newPassword } = credentials
  if (newPassword !== undefined) return changePassword(centralUrl, { ...credentials, newPassword }, forwardedFor)
  const answer = await logIn(centralUrl, credentials, forwardedFor)
  if (!answer.ok || !answer.value.mustChangePassword) return answer
  await signOut(centralUrl, answer.value.token)
  return refuse('must_change_password')
}

/** Replaces a password, the one-time one included, and stays logged in with the new one. */
async function changePassword(
  centralUrl: string,
  change: Credentials & { newPassword: string },
  forwardedFor?: string,
): Promise<Outcome<SessionAnswer>> {
  const { login, password, newPassword } = change
  const answer = await logIn(centralUrl, { login, password }, forwardedFor)
  if (!answer.ok) return answer
  const { token } = answer.value
  const body = { current: password, password: newPassword }
  const changed = await askCentral(centralUrl, { method: 'PUT', path: '/password', token, body }, NOTHING)
  if (!changed.ok) {
    await signOut(centralUrl, token)
    return changed
  }
  return { ok: true, value: { ...answer.value, mustChangePassword: false } }
}

/** Ends the session at central; when central cannot be reached the session runs out by itself. */
export async function signOut(centralUrl: string, token: string): Promise<Outcome<null>> {
  return askCentral(centralUrl, { method: 'DELETE', path: '/session', token }, NOTHING)
}

function logIn(centralUrl: string, body: Credentials, forwardedFor?: string): Promise<Outcome<SessionAnswer>> {
  const request = { method: 'POST' as const, path: '/session', body }
  return askCentral(centralUrl, forwardedFor === undefined ? request : { ...request, forwardedFor }, SessionAnswer)
}
