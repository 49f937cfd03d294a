import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A real disk of this many megabytes, in memory. */
export type SmallDisk = ReturnType<typeof mountSmallDisk>

/** Why no small disk can be had here; undefined when it can. */
export function explainMissingDisk(): string | undefined {
  if (process.platform !== 'linux') return 'needs Linux'
  if (process.getuid?.() !== 0) return 'needs root, to mount a small disk'
  try {
    mountSmallDisk(1).unmount()
    return undefined
  } catch {
    return 'this container may not mount'
  }
}

export function mountSmallDisk(megabytes: number) {
  const path = mkdtempSync(join(tmpdir(), 'small-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path], { stdio: 'pipe' })
  const filler = join(path, 'somebody-elses-file')
  return {
    path,
    /** takes every byte that is free, and goes on with what it had */
    fill(): void {
      const handle = openSync(filler, 'a')
      try {
        for (let size = 1024 * 1024; size >= 1; size = size === 1 ? 0 : Math.ceil(size / 8))
          writeUntilFull(handle, size)
      } finally {
        closeSync(handle)
      }
    },
    free: () => rmSync(filler, { force: true }),
    setWritable(writable: boolean): void {
      execFileSync('mount', ['-o', `remount,${writable ? 'rw' : 'ro'}`, path], { stdio: 'pipe' })
    },
    unmount(): void {
      execFileSync('umount', ['-l', path], { stdio: 'pipe' })
      rmSync(path, { recursive: true, force: true })
    },
  }
}

function writeUntilFull(handle: number, size: number): void {
  const chunk = Buffer.alloc(size, 7)
  for (;;) {
    try {
      writeSync(handle, chunk)
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return
      throw error
    }
  }
}
