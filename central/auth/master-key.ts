import { chmod, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Random } from '#shared/domain/random.ts'

/**
 * Central's own key, 32 bytes in `central.key` of the data folder (which is there), readable by its user only. Made at first start;
 * without it the kept desk keys cannot be opened, so it belongs into every backup.
 */
export async function readMasterKey(dataDir: string, random: Random): Promise<Uint8Array> {
  const path = join(dataDir, 'central.key')

  try {
    const file = await open(path, 'wx', 0o600)
    try {
      await file.writeFile(Buffer.from(random.bytes(32)).toString('base64'))
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  await chmod(path, 0o600)
  const key = Buffer.from((await readFile(path, 'utf8')).trim(), 'base64')
  if (key.length !== 32) throw new Error(`${path} does not hold a key of 32 bytes; restore it from a backup.`)
  return key
}
