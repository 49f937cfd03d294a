import type { RecordingSound } from '#central/telephony/adapter.ts'
import { joinStereo } from '#shared/domain/sound/join-stereo.ts'
import type { AriClient } from './ari-client.ts'
import { nameMessage, nameRecording, sides } from './recording-names.ts'

/** Both sides of a recording as one file: left the customer, right what they heard. A message has one side. */
export async function fetchRecording(ari: AriClient, recordingId: string): Promise<RecordingSound> {
  const message = await ari.open(`/recordings/stored/${encodeURIComponent(nameMessage(recordingId))}/file`)
  if (message.ok) return { ok: true, wav: message.body }
  if (message.status !== 404) return { ok: false, code: 'vendor' }
  const files: AsyncIterable<Uint8Array>[] = []
  for (const side of sides) {
    const file = await ari.open(`/recordings/stored/${encodeURIComponent(nameRecording(recordingId, side))}/file`)
    if (!file.ok) {
      // a file that is open and never read holds its connection
      for (const open of files) await open[Symbol.asyncIterator]().return?.()
      return { ok: false, code: file.status === 404 ? 'gone' : 'vendor' }
    }
    files.push(file.body)
  }
  const [left, right] = files
  if (!left || !right) return { ok: false, code: 'gone' }
  return { ok: true, wav: joinStereo(left, right) }
}

/** Deletes its files. Throws when Asterisk cannot be asked. */
export async function forgetRecording(ari: AriClient, recordingId: string): Promise<void> {
  for (const name of [nameMessage(recordingId), ...sides.map((side) => nameRecording(recordingId, side))]) {
    const deleted = await ari.delete(`/recordings/stored/${encodeURIComponent(name)}`)
    if (!deleted.ok && deleted.status !== 404) {
      throw new Error(`a recording stays at Asterisk: ${deleted.status ?? 'out of reach'}`)
    }
  }
}
