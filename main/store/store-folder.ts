import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { UserId } from '#shared/protocol/ids.ts'

/** Where one user's desk lives under a data folder. User ids are safe as file names by their schema. */
export interface StoreFolder {
  path: string
  file: string
  lock: string
}

export function makeStoreFolder(dataDir: string, userId: UserId): StoreFolder {
  const path = join(dataDir, 'desks', userId)
  mkdirSync(path, { recursive: true, mode: 0o700 })
  return { path, file: join(path, 'desk.db'), lock: join(path, 'desk.lock') }
}

const Label = z.object({ keyId: z.string().min(1).max(64) })

/** The id of the store's key stands beside the store in the open: without it nobody could ask central for the key. */
export function readKeyId(folder: StoreFolder): string | null {
  try {
    return Label.parse(JSON.parse(readFileSync(join(folder.path, 'store.json'), 'utf8'))).keyId
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Whole or not at all: a half-written label would orphan the store. */
export function writeKeyId(folder: StoreFolder, keyId: string): void {
  const target = join(folder.path, 'store.json')
  writeFileSync(`${target}.new`, `${JSON.stringify({ keyId })}\n`, { mode: 0o600, flush: true })
  renameSync(`${target}.new`, target)
}

/**
 * Puts a store that no key opens out of the way, with its journal and the id of its key: should the key turn up,
 * the file can still be read. Answers the file's new name. The label goes last, so that a crash in between repeats it.
 */
export function setStoreAside(folder: StoreFolder, id: string): string {
  const aside = `desk.locked-${id}.db`
  for (const ending of ['', '-wal', '-shm']) {
    if (existsSync(folder.file + ending)) renameSync(folder.file + ending, join(folder.path, aside + ending))
  }
  renameSync(join(folder.path, 'store.json'), join(folder.path, `desk.locked-${id}.json`))
  return aside
}
