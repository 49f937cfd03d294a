import { Readable } from 'node:stream'
import { S3Client, S3Errors } from '@bradenmacdonald/s3-lite-client'
import type { RecordingId } from '#shared/protocol/ids.ts'
import type { S3Address } from '#shared/settings/s3-address.ts'
import { placeOf } from './place-of.ts'
import type { RecordingStore } from './recording-store.ts'

/** Of a long recording so much goes at once, four parts side by side: all that is ever held in memory. */
const PART_BYTES = 8 * 1024 * 1024

/**
 * Recordings as objects of one bucket, under the names that files have: a folder can be copied into it. An upload that
 * breaks off leaves no object; the parts of a long one stay until the bucket's own rule drops them.
 */
export function createS3Store(address: S3Address): RecordingStore {
  const client = new S3Client(address)
  return {
    async write(id, sound) {
      let sizeBytes = 0
      async function* count(): AsyncGenerator<Uint8Array> {
        for await (const piece of sound) {
          sizeBytes += piece.length
          yield piece
        }
      }
      const options = { partSize: PART_BYTES, metadata: { 'Content-Type': 'audio/wav' } }
      await client.putObject(placeOf(id), ReadableStream.from(count()), options)
      return { sizeBytes }
    },
    async open(id) {
      const found = await orNull(client.statObject(placeOf(id)))
      if (!found) return null
      return { sizeBytes: found.size, read: (range) => Readable.from(readRange(client, id, range)) }
    },
    async remove(id) {
      await orNull(client.deleteObject(placeOf(id)))
    },
  }
}

async function* readRange(client: S3Client, id: RecordingId, { from, to }: { from: number; to: number }) {
  const answer = await client.getPartialObject(placeOf(id), { offset: from, length: to - from + 1 })
  if (answer.body) yield* answer.body
}

/** Whether the store answers us, asked at the start: one that does not is told at once, not with the first recording. */
export async function tryS3Store(address: S3Address): Promise<{ ok: true } | { ok: false; error: unknown }> {
  try {
    await new S3Client(address).exists('ringdesk')
    return { ok: true }
  } catch (error) {
    return { ok: false, error }
  }
}

/** What is not there is null; whatever else the store says is thrown. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof S3Errors.ServerError && error.statusCode === 404) return null
    throw error
  }
}
