import { findEndedSessions } from '#central/auth/sessions.ts'
import type { LineRegister } from './line-register.ts'
import type { LinkParts } from './link-parts.ts'

/** How soon a log-out, a new role or a disabled user reaches open sockets, wherever it was done. */
export const WATCH_MS = 500

/** Ends the lines whose session is over. */
export async function endFinishedSessions({ context }: LinkParts, register: LineRegister): Promise<void> {
  const lines = register.all()
  if (lines.length === 0) return
  const hashes = [...new Set(lines.map((line) => line.user.tokenHash))]
  const ended = await findEndedSessions(context.db, hashes, context.clock.now())
  for (const line of lines) {
    const code = ended.get(line.user.tokenHash)
    if (code) line.end({ code })
  }
}
