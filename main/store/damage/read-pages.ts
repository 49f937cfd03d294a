import { closeSync, openSync, readSync } from 'node:fs'
import { readIfThere } from '#main/files.ts'
import { createPageCipher, PAGE_BYTES, SALT_BYTES } from './page-cipher.ts'
import { readLog } from './read-log.ts'

const NOTHING = Buffer.alloc(0)

/** A store as its single pages, newest version of each. */
export interface Pages {
  count: number
  /** null: this page's seal is broken */
  read(page: number): Buffer | null
  /** the log lost finished transactions that SQLite would not notice */
  logDamaged: boolean
  /** at least one page opens, so the key is the right one */
  opens: boolean
}

/**
 * Reads the pages of a store's file and log. `salt`: as it was kept beside the store. It is tried when the file's own
 * opens nothing, for it begins the file and may be what broke.
 */
export function readPages(file: string, key: Uint8Array, salt: Uint8Array | null): Pages {
  const bytes = readIfThere(file) ?? NOTHING
  const log = readIfThere(`${file}-wal`) ?? NOTHING
  const own = readWith(bytes, log, key, bytes.subarray(0, SALT_BYTES))
  if (own.opens || salt === null) return own
  const kept = readWith(bytes, log, key, salt)
  return kept.opens ? kept : own
}

function readWith(bytes: Buffer, logBytes: Buffer, key: Uint8Array, salt: Uint8Array): Pages {
  const open = createPageCipher(key, salt)
  const log = readLog(logBytes, open)
  const count = Math.max(Math.floor(bytes.length / PAGE_BYTES), log.highest)
  const read = (page: number) =>
    log.find(page) ?? open(page, bytes.subarray((page - 1) * PAGE_BYTES, page * PAGE_BYTES))
  let opens = false
  for (let page = 1; page <= count && !opens; page += 1) opens = read(page) !== null
  return { count, read, logDamaged: log.damaged, opens }
}

/** The salt a sound file begins with. */
export function readSalt(file: string): Uint8Array {
  const salt = Buffer.alloc(SALT_BYTES)
  const handle = openSync(file, 'r')
  try {
    return salt.subarray(0, readSync(handle, salt, 0, SALT_BYTES, 0))
  } finally {
    closeSync(handle)
  }
}

/** Whether the log lost finished transactions that SQLite would not notice. Reads the log only. */
export function isLogDamaged(file: string, key: Uint8Array, salt: Uint8Array | null): boolean {
  const log = readIfThere(`${file}-wal`)
  if (log === null) return false
  const salts = [readSalt(file), ...(salt === null ? [] : [salt])]
  return salts.some((candidate) => readLog(log, createPageCipher(key, candidate)).damaged)
}
