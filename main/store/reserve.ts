import { closeSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Random } from '#shared/domain/random.ts'
import { readFileCode } from './file-errors.ts'

/** Two full logs of SQLite: with them a desk on a full disk goes on writing the note in hand for hours. */
const RESERVE_BYTES = 8 * 1024 * 1024
const CHUNK_BYTES = 64 * 1024
/** Taken again only when this many times its size is free, or it would fill the disk itself. */
const ROOM = 3

/** Disk space kept for bad times: given up when the disk is full, so that what is being written can still be saved. */
export interface Reserve {
  isHeld(): boolean
  /** false: there was nothing to give up */
  release(): boolean
  /** takes it (again) when there is room to spare; whether it is held now */
  hold(): boolean
}

export function createReserve(file: string, random: Random, bytes = RESERVE_BYTES): Reserve {
  const isHeld = () => statSync(file, { throwIfNoEntry: false })?.size === bytes

  function take(): void {
    // noise: zeros would take no room on a disk that compresses
    const chunk = random.bytes(CHUNK_BYTES)
    const handle = openSync(file, 'w', 0o600)
    try {
      for (let written = 0; written < bytes; ) {
        written += writeSync(handle, chunk, 0, Math.min(chunk.length, bytes - written))
      }
    } finally {
      closeSync(handle)
    }
  }

  return {
    isHeld,
    release() {
      const held = isHeld()
      rmSync(file, { force: true })
      return held
    },
    hold() {
      try {
        if (isHeld()) return true
        const { bavail, bsize } = statfsSync(dirname(file))
        if (bavail * bsize < bytes * ROOM) return false
        take()
        return true
      } catch (error) {
        if (readFileCode(error) === null) throw error
        removeQuietly(file)
        return false
      }
    },
  }
}

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch (error) {
    // a folder that became read-only keeps what it has
    if (readFileCode(error) === null) throw error
  }
}
