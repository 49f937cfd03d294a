import type { FastifyReply } from 'fastify'
import { SESSION_MS } from './web-sessions.ts'

/** The session cookie: never readable by scripts, never sent from another site. */
export interface SessionCookie {
  name: string
  set(reply: FastifyReply, ticket: string): void
  clear(reply: FastifyReply): void
}

/**
 * `__Host-` binds it to this one host over TLS. Browsers share cookies between the ports of a host, so over plain
 * HTTP on this computer the port is part of the name: two copies side by side do not sign each other out.
 */
export function makeSessionCookie(secure: boolean, port: () => number): SessionCookie {
  const options = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const
  const readName = () => (secure ? '__Host-ringdesk' : `ringdesk_${port()}`)
  return {
    get name() {
      return readName()
    },
    set: (reply, ticket) => void reply.setCookie(readName(), ticket, { ...options, maxAge: SESSION_MS / 1000 }),
    clear: (reply) => void reply.clearCookie(readName(), options),
  }
}
