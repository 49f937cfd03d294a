import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StoreKeys } from '#main/store/store-keys.ts'

/** Store keys in plain files, so that a desk that was killed finds its own again. For tests only. */
export function openFileKeys(dataDir: string): StoreKeys {
  const fileOf = (keyId: string) => join(dataDir, `${keyId}.test-key`)
  return {
    async read(keyId) {
      try {
        return new Uint8Array(readFileSync(fileOf(keyId)))
      } catch {
        return null
      }
    },
    async write(keyId, key) {
      mkdirSync(dataDir, { recursive: true })
      writeFileSync(fileOf(keyId), key, { flush: true })
    },
  }
}
