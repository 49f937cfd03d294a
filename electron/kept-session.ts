import { z } from 'zod'
import { SignedInUser } from '#shared/protocol/envelope.ts'
import type { SealedFiles } from './sealed-files.ts'

const KeptSession = z.strictObject({ token: z.string().min(1), user: SignedInUser })
export type KeptSession = z.infer<typeof KeptSession>

/** The session across a restart of the app, so that a crash in a call does not end at a log-in screen. */
export function makeSessionKeeper(files: SealedFiles | null) {
  return {
    read(): KeptSession | null {
      const secret = files?.read('session') ?? null
      if (secret === null) return null
      const kept = KeptSession.safeParse(JSON.parse(secret))
      return kept.success ? kept.data : null
    },
    write: (session: KeptSession) => files?.write('session', JSON.stringify(session)),
    drop: () => files?.drop('session'),
  }
}
export type SessionKeeper = ReturnType<typeof makeSessionKeeper>
