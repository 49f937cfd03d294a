import type { FlowContext } from '#central/flows/flow-context.ts'
import type { RecordingStore } from '#central/recordings/recording-store.ts'
import { listToErase, markErased, postponeStoring } from '#central/recordings/stored-rows.ts'
import type { CallId, RecordingId } from '#shared/protocol/ids.ts'
import { readRetryMs } from './read-retry-ms.ts'

const AT_ONCE = 100

/**
 * Erases the sound of recordings that must not be kept, on their line and in our store. What cannot be erased now is
 * tried again; until then nobody is given it.
 */
export async function eraseRecordings(context: FlowContext, store: RecordingStore): Promise<void> {
  for (const { id, call_id, provider, vendor_id, tries } of await listToErase(
    context.db,
    context.clock.now(),
    AT_ONCE,
  )) {
    const recordingId = id as RecordingId
    try {
      await store.remove(recordingId)
      if (provider !== null && call_id !== null && vendor_id !== null) {
        const line = context.lines.get(provider)
        if (!line) throw new Error(`the line ${provider} is not set up: what it recorded stays there`)
        await line.forgetRecording?.({ recordingId, callId: call_id as CallId, vendorId: vendor_id })
      }
      await markErased(context.db, recordingId)
      context.log.info({ recordingId }, 'a recording was erased: it may not be kept')
    } catch (error) {
      context.log.error({ err: error, recordingId, tries }, 'a recording that may not be kept was not erased')
      await postponeStoring(context.db, { id: recordingId, tries }, context.clock.now() + readRetryMs(tries))
    }
  }
}
