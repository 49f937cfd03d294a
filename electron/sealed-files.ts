import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SafeStorage } from 'electron'

type Keyring = Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'> &
  Partial<Pick<SafeStorage, 'getSelectedStorageBackend'>>

/** Small secrets on this computer, each a file only the OS keyring can open. */
export interface SealedFiles {
  read(name: string): string | null
  write(name: string, secret: string): void
  drop(name: string): void
}

/**
 * Null when this computer has no keyring worth the name: on Linux `basic_text` is a password printed in Chromium's
 * source. Then nothing secret is written here at all, and a desk's key comes from central after each log-in.
 */
export function openSealedFiles(keyring: Keyring, platform: string, folder: string): SealedFiles | null {
  const backend = platform === 'linux' ? keyring.getSelectedStorageBackend?.() : 'os'
  if (!keyring.isEncryptionAvailable() || backend === undefined || backend === 'basic_text' || backend === 'unknown')
    return null
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = (name: string) => join(folder, `${name}.sealed`)
  return {
    read(name) {
      const sealed = readIfThere(path(name))
      if (sealed === null) return null
      try {
        return keyring.decryptString(sealed)
      } catch {
        // sealed by another keyring (a moved profile, a reset login): as good as lost, central has a copy
        return null
      }
    },
    write(name, secret) {
      const target = path(name)
      writeFileSync(`${target}.new`, keyring.encryptString(secret), { mode: 0o600, flush: true })
      renameSync(`${target}.new`, target)
    },
    drop: (name) => rmSync(path(name), { force: true }),
  }
}

function readIfThere(file: string): Buffer | null {
  try {
    return readFileSync(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
