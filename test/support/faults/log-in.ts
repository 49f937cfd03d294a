import { setTimeout as delay } from 'node:timers/promises'
import { signIn } from '#main/sign-in.ts'
import type { SessionAnswer } from '#shared/protocol/session.ts'

const TRIES = 40

/** Logs a demo agent in; a central under load turns people away for a moment. */
export async function logInDemo(centralUrl: string, login: string): Promise<SessionAnswer> {
  for (let tries = 1; ; tries += 1) {
    const session = await signIn(centralUrl, { login, password: 'ringdesk-demo' })
    if (session.ok) return session.value
    if (session.refusal.code !== 'central_unavailable' || tries === TRIES) throw new Error(session.refusal.code)
    await delay(500)
  }
}
