import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readIfThere, replaceFile } from '#main/files.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import { refuseFileError } from './file-errors.ts'

/** Where one user's desk lives under a data folder. User ids are safe as file names by their schema. */
export interface StoreFolder {
  userId: UserId
  path: string
  file: string
  lock: string
}

export function makeStoreFolder(dataDir: string, userId: UserId): StoreFolder {
  const path = join(dataDir, 'desks', userId)
  mkdirSync(path, { recursive: true, mode: 0o700 })
  return { userId, path, file: join(path, 'desk.db'), lock: join(path, 'desk.lock') }
}

/** The folder, or why it cannot be had: `store_read_only`, `store_full`, `store_unavailable`. */
export function openStoreFolder(dataDir: string, userId: UserId): Outcome<StoreFolder> {
  try {
    return accept(makeStoreFolder(dataDir, userId))
  } catch (error) {
    // Node says "no such file" of a folder that may not be made on a disk that may not be written
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return refuse('store_read_only')
    return refuseFileError(error)
  }
}

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`))
const Label = z.object({
  keyId: z.string().min(1).max(64),
  /** tells the right key of a broken file from a wrong key; gives the key away to nobody */
  fingerprint: hex(32).optional(),
  /** the file begins with it; kept here too, for without it not one page can be opened */
  salt: hex(16).optional(),
})
export type StoreLabel = z.infer<typeof Label>

/** The salt as bytes; null: written before it was kept. */
export function readLabelSalt(label: StoreLabel | null): Uint8Array | null {
  return label?.salt === undefined ? null : Buffer.from(label.salt, 'hex')
}

const LABEL = 'store.json'
const LABEL_COPY = 'store-copy.json'

/**
 * What stands beside the store in the open, above all the id of its key: without it nobody could ask central for the
 * key. Kept twice, for a store without its label is lost. Null: there is no store yet, or neither label can be read.
 */
export function readLabel(folder: StoreFolder): StoreLabel | null {
  return readLabelFile(join(folder.path, LABEL)) ?? readLabelFile(join(folder.path, LABEL_COPY))
}

/** Whole or not at all: a half-written label would orphan the store. */
export function writeLabel(folder: StoreFolder, label: StoreLabel): void {
  // nothing is in the store yet that a second label could save
  for (const name of label.salt === undefined ? [LABEL] : [LABEL_COPY, LABEL]) {
    replaceFile(join(folder.path, name), Buffer.from(`${JSON.stringify(label)}\n`))
  }
}

function readLabelFile(file: string): StoreLabel | null {
  try {
    const label = Label.safeParse(JSON.parse(readIfThere(file)?.toString('utf8') ?? 'null'))
    return label.success ? label.data : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** A free name for a store that is put aside, with the time in it: `desk.damaged-2026-11-22T13-40-05Z.db`. */
export function nameAside(folder: StoreFolder, why: 'damaged' | 'locked', now: number): string {
  const time = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')
  let name = `desk.${why}-${time}Z.db`
  for (let count = 2; existsSync(join(folder.path, name)); count += 1) name = `desk.${why}-${time}Z-${count}.db`
  return name
}

/** Renames the store with its log; the shared-memory file is worth nothing without a process. */
export function moveStoreFiles(folder: StoreFolder, aside: string): void {
  for (const ending of ['-wal', '-shm', '']) {
    if (existsSync(folder.file + ending)) renameSync(folder.file + ending, join(folder.path, aside + ending))
  }
}

/**
 * Puts a store that no key opens, or that is another user's, out of the way, with its journal and its label: with its
 * key the file can still be read. Answers the file's new name. The label goes last, so that a crash in between repeats it.
 */
export function setStoreAside(folder: StoreFolder, now: number): string {
  const aside = nameAside(folder, 'locked', now)
  moveStoreFiles(folder, aside)
  const label = aside.replace(/db$/, 'json')
  for (const [from, to] of [
    [LABEL_COPY, `copy-of-${label}`],
    [LABEL, label],
  ] as const) {
    if (existsSync(join(folder.path, from))) renameSync(join(folder.path, from), join(folder.path, to))
  }
  return aside
}
