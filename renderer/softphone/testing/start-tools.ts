import type { Backend } from '#renderer/backend/backend.ts'
import { startConsole } from '#renderer/state/start-console.ts'
import type { Clock } from '#shared/domain/clock.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import type { Desk, ShellInfo } from '#shared/protocol/desk-port.ts'
import type { SignedInUser } from '#shared/protocol/envelope.ts'
import type { Refusal } from '#shared/protocol/error.ts'

type Given = { desk: Desk; clock: Clock; shell: ShellInfo; user: SignedInUser }

/** A console without a screen. Answers what it was given, with its tools. */
export async function startTools<T extends Given>(given: T) {
  const { desk, clock, shell, user } = given
  const backend: Backend = {
    desk,
    shell: async () => shell,
    session: async () => user,
    signIn: async () => ({ ok: true, user }),
    signOut: async () => {},
    onReach: (listener) => {
      listener({ kind: 'reached' })
      return () => {}
    },
  }
  const refusals: Refusal[] = []
  const { tools, stop } = await startConsole({
    ...{ backend, shell, clock, random: createSeededRandom(7) },
    onRefusal: (refusal) => refusals.push(refusal),
    onMasked: () => {},
    onSignedOut: () => {},
  })
  return { ...given, tools, stop, refusals }
}
