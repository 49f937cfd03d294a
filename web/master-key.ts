import { join } from 'node:path'
import { readIfThere, replaceFile } from '#main/files.ts'
import type { StoreKeys } from '#main/store/store-keys.ts'
import type { Random } from '#shared/domain/random.ts'
import { StartRefused } from '#shared/settings/start-refused.ts'
import { seal, unseal } from './seal.ts'

const KEY_BYTES = 32

/** The web shell's own key: made at the first start, readable by this user of the machine only (0600). */
export function readMasterKey(folder: string, random: Random): Uint8Array {
  const file = join(folder, 'master.key')
  const kept = readIfThere(file)
  if (kept) {
    if (kept.length !== KEY_BYTES) {
      throw new StartRefused(
        `${file} is damaged: put it back from a backup, or move it away (people then log in once more, and the keys of their stores come from central).`,
      )
    }
    return kept
  }
  const made = random.bytes(KEY_BYTES)
  replaceFile(file, made)
  return made
}

/** Store keys on this machine, each sealed with the master key. One that no longer opens counts as lost. */
export function createSealedStoreKeys(folder: string, masterKey: Uint8Array, random: Random): StoreKeys {
  const fileOf = (keyId: string) => join(folder, 'keys', `${keyId}.key`)
  const placeOf = (keyId: string) => `store key ${keyId}`
  return {
    async read(keyId) {
      const sealed = readIfThere(fileOf(keyId))
      return sealed && unseal(masterKey, placeOf(keyId), sealed)
    },
    async write(keyId, key) {
      replaceFile(fileOf(keyId), seal(masterKey, placeOf(keyId), key, random))
    },
  }
}
