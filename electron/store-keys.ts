import { KEY_BYTES } from '#main/store/open-database.ts'
import type { StoreKeys } from '#main/store/store-keys.ts'
import type { SealedFiles } from './sealed-files.ts'

/** Store keys behind the OS keyring; without one they live in memory only, and central's copy unlocks the store. */
export function makeStoreKeys(files: SealedFiles | null): StoreKeys {
  const held = new Map<string, Uint8Array>()
  return {
    async read(keyId) {
      if (files === null) return held.get(keyId) ?? null
      const secret = await files.read(`key-${keyId}`)
      const key = secret === null ? null : new Uint8Array(Buffer.from(secret, 'base64'))
      // opened with a wrong keyring key, a seal may give noise: then central's copy is asked
      return key?.length === KEY_BYTES ? key : null
    },
    async write(keyId, key) {
      if (files === null) held.set(keyId, key)
      else await files.write(`key-${keyId}`, Buffer.from(key).toString('base64'))
    },
  }
}
