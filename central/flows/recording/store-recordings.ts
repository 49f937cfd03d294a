import type { FlowContext } from '#central/flows/flow-context.ts'
import type { RecordingStore } from '#central/recordings/recording-store.ts'
import {
  deleteRecording,
  type Kept,
  listKept,
  listToStore,
  markLost,
  markStored,
  postponeStoring,
  type ToStore,
} from '#central/recordings/stored-rows.ts'
import { type Measured, measureLevels } from '#shared/domain/sound/measure-levels.ts'
import { NotWav } from '#shared/domain/sound/wav.ts'
import type { RecordingId } from '#shared/protocol/ids.ts'
import { readRetryMs } from './read-retry-ms.ts'

/** One after the other: a long recording is a hundred megabytes, and calls come first. */
const AT_ONCE = 10
const TRIES_OF_NONSENSE = 10
/** Of a million recordings no look may keep calls waiting. */
const LOOKED_AT_ONCE = 500
const DAY_MS = 86_400_000

/**
 * Fetches what lines have recorded into our store. What cannot be fetched or written now is tried again later, each
 * time after a longer while; a crash repeats the one that was under way.
 */
export async function storeRecordings(context: FlowContext, store: RecordingStore): Promise<void> {
  for (const recording of await listToStore(context.db, context.clock.now(), AT_ONCE)) {
    try {
      await storeOne(context, store, recording)
    } catch (error) {
      const { id: recordingId, tries } = recording
      context.log.error({ err: error, recordingId, tries }, 'a recording was not stored')
      // what is no sound becomes none by asking again
      if (error instanceof NotWav && tries >= TRIES_OF_NONSENSE) await markLost(context.db, recordingId)
      else await postpone(context, recording)
    }
  }
}

async function storeOne(context: FlowContext, store: RecordingStore, recording: ToStore): Promise<void> {
  const { id, callId, vendorId, provider } = recording
  const line = context.lines.get(provider)
  const sound = await line?.fetchRecording?.({ recordingId: id, callId, vendorId })
  if (!line || !sound || (!sound.ok && sound.code !== 'gone')) return postpone(context, recording)
  if (!sound.ok) {
    context.log.warn({ recordingId: id, provider }, 'the line has lost a recording')
    return markLost(context.db, id)
  }
  let measured: Measured | null = null
  const { sizeBytes } = await store.write(
    id,
    measureLevels(sound.wav, (found) => {
      measured = found
    }),
  )
  const { durationMs, levels } = (measured as Measured | null) ?? { durationMs: 0, levels: new Uint8Array(0) }
  const stored = { now: context.clock.now(), sizeBytes, durationMs, levels }
  if (!(await markStored(context.db, id, stored))) return store.remove(id)
  // what is kept for so many days here must not be kept for ever there
  await line.forgetRecording?.({ recordingId: id, callId, vendorId }).catch((error: unknown) => {
    context.log.warn({ err: error, recordingId: id, provider }, 'a stored recording stays on its line as well')
  })
}

async function postpone(context: FlowContext, recording: ToStore): Promise<void> {
  await postponeStoring(context.db, recording, context.clock.now() + readRetryMs(recording.tries))
}

/**
 * Deletes what its queue keeps no longer: the sound first, so that nothing is kept that nobody knows of. One that cannot
 * be removed now keeps its row and is tried again in the next round; the others go all the same.
 */
export async function pruneRecordings(context: FlowContext, store: RecordingStore): Promise<void> {
  let deleted = 0
  for (let last: Kept | null = null; ; ) {
    const page: Kept[] = await listKept(context.db, last, LOOKED_AT_ONCE)
    for (const recording of page) {
      if (isOutdated(recording, context.clock.now()) && (await pruneOne(context, store, recording.id))) deleted += 1
    }
    last = page.at(-1) ?? null
    if (page.length < LOOKED_AT_ONCE) break
  }
  if (deleted > 0) context.log.info({ recordings: deleted }, 'recordings were deleted: their time is over')
}

function isOutdated({ startedAt, keptDays }: Kept, now: number): boolean {
  return keptDays !== null && startedAt + keptDays * DAY_MS < now
}

async function pruneOne(context: FlowContext, store: RecordingStore, id: RecordingId): Promise<boolean> {
  try {
    await store.remove(id)
  } catch (error) {
    context.log.error({ err: error, recordingId: id }, 'a recording whose time is over was not removed')
    return false
  }
  await deleteRecording(context.db, id)
  return true
}
