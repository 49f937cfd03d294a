import type { SessionUser } from '#central/auth/sessions.ts'
import { isRestDevice } from '#central/flows/paperwork/rest-device.ts'
import { Hello } from '#shared/protocol/envelope.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { PROTOCOL_VERSION } from '#shared/protocol/version.ts'
import type { LinkRoom } from './link-parts.ts'

export type Guest = { hello: Hello; user: SessionUser }

/** Who opens this socket. Nothing is registered or promised before this says yes. */
export async function shakeHands({ reads }: LinkRoom, auth: unknown): Promise<Outcome<Guest>> {
  // told before the rest is read: a newer desk may say hello in other words
  const version = typeof auth === 'object' && auth !== null && 'protocol' in auth ? auth.protocol : null
  if (version !== PROTOCOL_VERSION) return refuse('unsupported_version', { params: { protocol: PROTOCOL_VERSION } })
  const hello = Hello.safeParse(auth)
  if (!hello.success) return refuse('bad_request', { field: hello.error.issues[0]?.path.join('.') ?? 'auth' })
  if (isRestDevice(hello.data.deviceId)) return refuse('bad_request', { field: 'deviceId' })
  const session = await reads.verifySession(hello.data.token)
  if (!session.ok) return session
  if (session.value.mustChangePassword) return refuse('must_change_password')
  return accept({ hello: hello.data, user: session.value })
}
