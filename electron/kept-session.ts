import { z } from 'zod'
import type { Log } from '#main/log.ts'
import { readFileCode } from '#main/store/file-errors.ts'
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

export function makeSessionKeeper(files: SealedFiles | null, log?: Log): SessionKeeper {
  // without a keyring nothing is kept on the disk, and the app still knows who is signed in
  let held: KeptSession | null = null
  return {
    async read() {
      if (held) return held
      const secret = (await files?.read('session')) ?? null
      held = secret === null ? null : parseSession(secret)
      return held
    },
    async write(session) {
      held = session
      try {
        await files?.write('session', JSON.stringify(session))
      } catch (error) {
        const code = readFileCode(error)
        if (code === null) throw error
        // a full disk costs a log-in at the next start, not the work of now
        log?.warn({ code }, 'the session cannot be kept over a restart')
      }
    },
    drop() {
      held = null
      files?.drop('session')
    },
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
