import type { RecordingSound } from '#central/telephony/adapter.ts'
import { API_HOST } from './client.ts'
import type { TwilioConfig } from './config.ts'
import type { TwilioLine } from './twilio-line.ts'
import { isNotFound } from './vendor-failure.ts'

/** The sound of a recording as WAV, both channels. */
export async function fetchRecording(config: TwilioConfig, recordingSid: string): Promise<RecordingSound> {
  const { accountSid, authToken, apiBaseUrl } = config
  const base = (apiBaseUrl ?? `https://${API_HOST}`).replace(/\/+$/, '')
  const path = `/2010-04-01/Accounts/${accountSid}/Recordings/${encodeURIComponent(recordingSid)}.wav`
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`
  try {
    const answer = await fetch(`${base}${path}?RequestedChannels=2`, { headers: { authorization } })
    if (answer.ok && answer.body) return { ok: true, wav: answer.body }
    await answer.body?.cancel()
    return { ok: false, code: answer.status === 404 ? 'gone' : 'vendor' }
  } catch (error) {
    // how fetch says that nobody answered
    if (error instanceof TypeError) return { ok: false, code: 'vendor' }
    throw error
  }
}

/** Deletes it at Twilio. Throws when Twilio does not do it. */
export async function forgetRecording({ ask, client }: TwilioLine, recordingSid: string): Promise<void> {
  const deleted = await ask.again(() => client.recordings(recordingSid).remove())
  if (!deleted.ok && !isNotFound(deleted.failure)) {
    throw new Error(`a recording stays at Twilio: http ${deleted.failure.status ?? 'no answer'}`)
  }
}
