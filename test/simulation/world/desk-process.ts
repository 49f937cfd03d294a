import { type OpenDesk, runDesk } from '#main/desk.ts'
import type { OpenLine } from '#main/link/line.ts'
import type { Log } from '#main/log.ts'
import type { Store } from '#main/store/open-store.ts'
import { createIdSource } from '#shared/domain/id-source.ts'
import { SignedInUser } from '#shared/protocol/envelope.ts'
import { accept, refuse } from '#shared/protocol/error.ts'
import type { DeskDisk } from './desk-disk.ts'
import type { Dice } from './dice.ts'
import type { ProcessClock } from './process-clock.ts'

export type DeskParts = {
  user: string
  token: string
  disk: DeskDisk
  clock: ProcessClock
  dice: Dice
  openLine: OpenLine
  takeOver: boolean
  log: Log
  bendStore: (store: Store) => Store
}

export type DeskProcess = { desk: OpenDesk; kill(): void }

/** A desk as the shells run it, over a store that was opened before. */
export function startDeskProcess(parts: DeskParts): DeskProcess {
  const { user, token, disk, clock, dice, log } = parts
  const sealedKeys = {
    fetch: async () => accept(null),
    deposit: async () => (dice.chance(0.5) ? accept(undefined) : refuse('central_unavailable')),
  }
  const desk = runDesk(
    {
      ...{ centralUrl: 'http://127.0.0.1:9', token, clock, random: dice, log, sealedKeys },
      user: SignedInUser.parse({ userId: user, name: user, role: 'agent', teamName: null }),
      takeOver: parts.takeOver,
      openLine: parts.openLine,
    },
    {
      unlocked: {
        store: disk.store(parts.bendStore),
        keyId: 'key-of-this-store',
        key: new Uint8Array(32),
        setAside: null,
      },
      ...{ sealed: sealedKeys, session: { token }, newId: createIdSource(clock, dice) },
    },
  )
  return { desk, kill: () => clock.kill() }
}
