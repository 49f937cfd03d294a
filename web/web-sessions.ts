import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { dropFile, readIfThere, replaceFile } from '#main/files.ts'
import type { Log } from '#main/log.ts'
import { readFileCode } from '#main/store/file-errors.ts'
import type { Clock } from '#shared/domain/clock.ts'
import type { Random } from '#shared/domain/random.ts'
import { SignedInUser } from '#shared/protocol/envelope.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import { seal, unseal } from './seal.ts'

/** As long as central's own sessions live at most. */
export const SESSION_MS = 12 * 3_600_000
const PLACE = 'web sessions'

const WebSession = z.object({ user: SignedInUser, token: z.string(), startedAt: z.number() })
export type WebSession = z.infer<typeof WebSession>
const Kept = z.record(z.string(), WebSession)

/** Browsers that are signed in. The cookie holds a random ticket; its hash leads to central's token, which stays here. */
export interface WebSessions {
  /** returns the ticket for the cookie */
  start(user: SignedInUser, token: string): string
  find(ticket: string | undefined): WebSession | null
  /** the browser signs in anew: the ticket it held opens nothing any more */
  drop(ticket: string | undefined): void
  /** ends every session of this user on this shell; returns their tokens */
  end(userId: UserId): string[]
}

/** Kept sealed on disk, so that a restart of the shell while central is away still finds its people. */
export function openWebSessions(
  folder: string,
  masterKey: Uint8Array,
  { clock, random, log }: { clock: Clock; random: Random; log: Log },
): WebSessions {
  const file = join(folder, 'sessions.sealed')
  const sessions = new Map<string, WebSession>(readKept(file, masterKey))

  const isFresh = (session: WebSession) => clock.now() - session.startedAt < SESSION_MS

  function keep(): void {
    for (const [hash, session] of sessions) if (!isFresh(session)) sessions.delete(hash)
    const text = JSON.stringify(Object.fromEntries(sessions))
    try {
      replaceFile(file, seal(masterKey, PLACE, Buffer.from(text), random))
    } catch (error) {
      const code = readFileCode(error)
      if (code === null) throw error
      log.error({ code }, 'sessions cannot be kept: people log in again after a restart of the web shell')
      // what stands in the old file may have ended since
      dropFile(file)
    }
  }

  return {
    start(user, token) {
      const ticket = Buffer.from(random.bytes(32)).toString('base64url')
      sessions.set(hashTicket(ticket), { user, token, startedAt: clock.now() })
      keep()
      return ticket
    },
    find(ticket) {
      const session = ticket === undefined ? undefined : sessions.get(hashTicket(ticket))
      return session && isFresh(session) ? session : null
    },
    drop(ticket) {
      if (ticket !== undefined && sessions.delete(hashTicket(ticket))) keep()
    },
    end(userId) {
      const theirs = [...sessions].filter(([, session]) => session.user.userId === userId)
      for (const [hash] of theirs) sessions.delete(hash)
      keep()
      return theirs.map(([, session]) => session.token)
    },
  }
}

function readKept(file: string, masterKey: Uint8Array): [string, WebSession][] {
  const sealed = readIfThere(file)
  const text = sealed && unseal(masterKey, PLACE, sealed)
  // a file of another key or version: everybody signs in again, nothing else is lost
  const kept = text && Kept.safeParse(JSON.parse(text.toString('utf8')))
  return kept?.success ? Object.entries(kept.data) : []
}

function hashTicket(ticket: string): string {
  return createHash('sha256').update(ticket).digest('hex')
}
