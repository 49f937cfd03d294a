import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { RecordingId } from '#shared/protocol/ids.ts'
import { placeOf } from './place-of.ts'
import type { RecordingStore } from './recording-store.ts'

/** Recordings as files of one folder, readable by central's user alone. */
export function createFileStore(folder: string): RecordingStore {
  const place = (id: RecordingId) => join(folder, placeOf(id))
  return {
    async write(id, sound) {
      const path = place(id)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const part = `${path}.part`
      try {
        const sizeBytes = await writeWhole(part, sound)
        await rename(part, path)
        await syncFolder(dirname(path))
        return { sizeBytes }
      } catch (error) {
        await rm(part, { force: true })
        throw error
      }
    },
    async open(id) {
      const path = place(id)
      const found = await stat(path).catch((error: unknown) => {
        if (isMissing(error)) return null
        throw error
      })
      if (!found) return null
      return { sizeBytes: found.size, read: ({ from, to }) => createReadStream(path, { start: from, end: to }) }
    },
    async remove(id) {
      await rm(place(id), { force: true })
    },
  }
}

async function writeWhole(path: string, sound: AsyncIterable<Uint8Array>): Promise<number> {
  const file = await open(path, 'w', 0o600)
  try {
    let sizeBytes = 0
    for await (const piece of sound) {
      await file.writeFile(piece)
      sizeBytes += piece.length
    }
    await file.sync()
    return sizeBytes
  } finally {
    await file.close()
  }
}

/** The name of a file outlives a power cut only when its folder is written too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
