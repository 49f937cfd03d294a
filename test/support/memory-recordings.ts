import { Readable } from 'node:stream'
import type { RecordingStore } from '#central/recordings/recording-store.ts'

/** Recordings in memory, for tests that are not about files. */
export function createMemoryRecordings(): RecordingStore & { kept: Map<string, Buffer> } {
  const kept = new Map<string, Buffer>()
  return {
    kept,
    async write(id, sound) {
      const pieces: Uint8Array[] = []
      for await (const piece of sound) pieces.push(piece)
      kept.set(id, Buffer.concat(pieces))
      return { sizeBytes: kept.get(id)?.length ?? 0 }
    },
    async open(id) {
      const bytes = kept.get(id)
      return bytes
        ? { sizeBytes: bytes.length, read: ({ from, to }) => Readable.from([bytes.subarray(from, to + 1)]) }
        : null
    },
    async remove(id) {
      kept.delete(id)
    },
  }
}
