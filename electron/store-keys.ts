import type { StoreKeys } from '#main/store/store-keys.ts'
import type { SealedFiles } from './sealed-files.ts'

/** Store keys behind the OS keyring; without one they live in memory only, and central's copy unlocks the store. */
export function makeStoreKeys(files: SealedFiles | null): StoreKeys {
  const held = new Map<string, Uint8Array>()
  return {
    async read(keyId) {
      const kept = held.get(keyId)
      if (kept !== undefined) return kept
      const secret = files?.read(`key-${keyId}`) ?? null
      return secret === null ? null : new Uint8Array(Buffer.from(secret, 'base64'))
    },
    async write(keyId, key) {
      if (files === null) held.set(keyId, key)
      else files.write(`key-${keyId}`, Buffer.from(key).toString('base64'))
    },
  }
}
