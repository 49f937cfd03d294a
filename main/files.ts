import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { readFileCode } from './store/file-errors.ts'

/** The file's bytes, or null when there is none. */
export function readIfThere(file: string): Buffer | null {
  try {
    return readFileSync(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Writes a private file whole or not at all, and on disk when it returns. */
export function replaceFile(file: string, bytes: Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(`${file}.new`, bytes, { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
}

/** Removes a file if it can be; a folder that may only be read keeps it. */
export function dropFile(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch (error) {
    if (readFileCode(error) === null) throw error
  }
}
