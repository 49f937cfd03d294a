import type { Readable } from 'node:stream'
import type { RecordingId } from '#shared/protocol/ids.ts'

/** Where the sound of recordings is kept. Ids are ours; nothing that anybody typed becomes a part of a path. */
export interface RecordingStore {
  /** Keeps the whole of it or nothing; what was kept under this id is replaced. Throws when it cannot be written. */
  write(id: RecordingId, sound: AsyncIterable<Uint8Array>): Promise<{ sizeBytes: number }>
  /** Null: there is no such. `read`: both ends included, as in HTTP. */
  open(id: RecordingId): Promise<{ sizeBytes: number; read(range: { from: number; to: number }): Readable } | null>
  /** Nothing is there afterwards, as before if there was nothing. */
  remove(id: RecordingId): Promise<void>
}
