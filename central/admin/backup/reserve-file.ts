import { chmod, open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { StartRefused } from '#shared/settings/start-refused.ts'

/** A file being made: written at `part`, and found under its own name only when it is whole. */
export type ReservedFile = {
  path: string
  part: string
  /** the whole file under its name, on disk; answers its size in bytes */
  finish(): Promise<number>
  /** nothing of it is left */
  giveUp(): Promise<void>
}

/**
 * Takes a name that nobody else has, or refuses with one sentence (StartRefused). An existing folder gets a file
 * named after the moment. Both files are readable by this user only from their first byte on.
 */
export async function reserveFile(target: string, now: number, extension: string): Promise<ReservedFile> {
  const path = await chooseName(resolve(target), now, extension)
  await makeEmpty(path)
  const part = `${path}.part`
  try {
    await makeEmpty(part)
  } catch (error) {
    await rm(path)
    throw error
  }
  return {
    path,
    part,
    async finish() {
      await chmod(part, 0o600)
      await syncToDisk(part)
      await rename(part, path)
      await syncToDisk(dirname(path))
      return (await stat(path)).size
    },
    async giveUp() {
      // a copy that was being looked at has a log beside it, with what the database holds
      for (const ending of ['', '-wal', '-shm', '-journal']) await rm(part + ending, { force: true })
      await rm(path, { force: true })
    },
  }
}

async function chooseName(target: string, now: number, extension: string): Promise<string> {
  const isFolder = await stat(target).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isFolder) return target
  const moment = new Date(now)
    .toISOString()
    .replaceAll(':', '-')
    .replace(/\.\d+Z$/, 'Z')
  return join(target, `ringdesk-${moment}${extension}`)
}

async function makeEmpty(path: string): Promise<void> {
  try {
    await (await open(path, 'wx', 0o600)).close()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null
    if (code === 'EEXIST') throw new StartRefused(`${path} is there already; a backup never overwrites a file.`)
    if (code === null) throw error
    throw new StartRefused(`${basename(path)} cannot be written in ${dirname(path)} (${code}).`)
  }
}

async function syncToDisk(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
