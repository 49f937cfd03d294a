import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readIfThere, replaceFile } from '#main/files.ts'
import type { KeyringPort } from './electron-port.ts'

/** Small secrets on this computer, each a file only the OS keyring can open. */
export interface SealedFiles {
  read(name: string): Promise<string | null>
  /** durable when it resolves */
  write(name: string, secret: string): Promise<void>
  drop(name: string): void
}

/**
 * Null when this computer has no keyring worth the name: on Linux `basic_text` is a password printed in Chromium's
 * source. Then nothing secret is written here at all, and a desk's key comes from central after each log-in.
 */
export async function openSealedFiles(
  keyring: KeyringPort,
  platform: string,
  folder: string,
): Promise<SealedFiles | null> {
  const backend = platform === 'linux' ? (keyring.getSelectedStorageBackend?.() ?? 'unknown') : 'os'
  if (backend === 'basic_text' || backend === 'unknown' || !(await keyring.isAsyncEncryptionAvailable())) return null
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = (name: string) => join(folder, `${name}.sealed`)

  async function write(name: string, secret: string): Promise<void> {
    replaceFile(path(name), await keyring.encryptStringAsync(secret))
  }

  return {
    write,
    async read(name) {
      const sealed = readIfThere(path(name))
      const opened = sealed === null ? null : await openSealed(keyring, sealed)
      if (opened?.shouldReEncrypt) await write(name, opened.result)
      return opened?.result ?? null
    },
    drop: (name) => rmSync(path(name), { force: true }),
  }
}

async function openSealed(keyring: KeyringPort, sealed: Buffer) {
  try {
    return await keyring.decryptStringAsync(sealed)
  } catch {
    // sealed by another keyring (a moved profile, a reset login): as good as lost, central has a copy of the key
    return null
  }
}
