import type { DeskOptions, OpenDesk } from '#main/desk.ts'
import { openDesk } from '#main/desk.ts'
import type { OpenLine } from '#main/link/line.ts'
import type { StoreKeys } from '#main/store/store-keys.ts'
import type { Clock } from '#shared/domain/clock.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import type { DeskNotice } from '#shared/protocol/desk-port.ts'
import { SignedInUser } from '#shared/protocol/envelope.ts'
import { accept } from '#shared/protocol/error.ts'

export const ada = SignedInUser.parse({ userId: 'user-1', name: 'Ada', role: 'agent', teamName: null })

/** Keys in memory, as a shell would keep them between two starts. */
export function createMemoryKeys(): StoreKeys {
  const kept = new Map<string, Uint8Array>()
  return {
    read: async (keyId) => kept.get(keyId) ?? null,
    write: async (keyId, key) => void kept.set(keyId, key),
  }
}

/** A desk over the given lines, with what it told its consoles. Throws when it does not open. */
export async function openTestDesk(
  parts: {
    dataDir: string
    clock: Clock
    openLine: OpenLine
    storeKeys: StoreKeys
    seed?: number
  } & Partial<DeskOptions>,
): Promise<{ desk: OpenDesk; notices: DeskNotice[] }> {
  const { seed, ...rest } = parts
  const opened = await openDesk({
    centralUrl: 'http://127.0.0.1:9',
    token: 'token-of-a-test-session',
    user: ada,
    random: createSeededRandom(seed ?? 1),
    log: { info: () => {}, warn: () => {}, error: (detail) => Promise.reject(new Error(JSON.stringify(detail))) },
    takeOver: true,
    sealedKeys: { fetch: async () => accept(null), deposit: async () => accept(undefined) },
    ...rest,
  })
  if (!opened.ok) throw new Error(opened.refusal.code)
  const notices: DeskNotice[] = []
  opened.value.onNotice((notice) => notices.push(notice))
  return { desk: opened.value, notices }
}
