import { z } from 'zod'
import { SignedInUser } from '#shared/protocol/envelope.ts'
import type { SealedFiles } from './sealed-files.ts'

const KeptSession = z.strictObject({ token: z.string().min(1), user: SignedInUser })
export type KeptSession = z.infer<typeof KeptSession>

/** The session across a restart of the app, so that a crash in a call does not end at a log-in screen. */
export interface SessionKeeper {
  read(): Promise<KeptSession | null>
  write(session: KeptSession): Promise<void>
  drop(): void
}

export function makeSessionKeeper(files: SealedFiles | null): SessionKeeper {
  return {
    async read() {
      const secret = (await files?.read('session')) ?? null
      return secret === null ? null : parseSession(secret)
    },
    write: async (session) => files?.write('session', JSON.stringify(session)),
    drop: () => files?.drop('session'),
  }
}

function parseSession(secret: string): KeptSession | null {
  try {
    const kept = KeptSession.safeParse(JSON.parse(secret))
    return kept.success ? kept.data : null
  } catch {
    // Linux keyrings seal without a checksum: a wrong key may open into noise, which is as good as nothing
    return null
  }
}
