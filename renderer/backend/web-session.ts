import { z } from 'zod'
import { type Credentials, ShellInfo, SignInAnswer } from '#shared/protocol/desk-port.ts'
import { SignedInUser } from '#shared/protocol/envelope.ts'
import { ShellUnreachable } from './ask-patiently.ts'

const SessionAnswer = z.strictObject({ user: SignedInUser.nullable() })

/** The shell's answer as JSON, null when it has none. Rejects with ShellUnreachable when another or nobody answers. */
async function request(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<unknown> {
  const response = await reach(path, {
    method,
    credentials: 'same-origin',
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (response.status === 204) return null
  if (!response.headers.get('content-type')?.includes('json')) throw new ShellUnreachable(`HTTP ${response.status}`)
  return response.json()
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init)
  } catch (error) {
    // fetch rejects for one reason only: no HTTP answer
    throw new ShellUnreachable('no answer', { cause: error })
  }
}

/** What the shell can do and where it keeps things. */
export async function fetchShell(): Promise<ShellInfo> {
  return ShellInfo.parse(await request('GET', '/shell'))
}

/** Who this browser is signed in as, by its cookie; null for nobody. */
export async function fetchSession(): Promise<SignedInUser | null> {
  return SessionAnswer.parse(await request('GET', '/session')).user
}

export async function postSession(credentials: Credentials): Promise<SignInAnswer> {
  return SignInAnswer.parse(await request('POST', '/session', credentials))
}

export async function deleteSession(): Promise<void> {
  await request('DELETE', '/session')
}

/** Sent by the browser also after the page is gone. One that is lost costs some seconds, no more. */
export function sayGoodbye(): void {
  navigator.sendBeacon('/goodbye')
}
