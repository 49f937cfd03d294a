/** Why no sound comes from a microphone. `busy`: another program holds it. `unsupported`: not over plain http. */
export type MicrophoneProblem = 'denied' | 'missing' | 'busy' | 'unsupported'
export type OpenedMicrophone = { ok: true; stream: MediaStream } | { ok: false; problem: MicrophoneProblem }

/** What a conversation needs of a microphone: without these the other end hears itself. */
const forSpeech = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }

/** Opens a microphone, '' for the system's own. The browser asks the agent the first time. Close it with `closeStream`. */
export async function openMicrophone(
  media: Pick<MediaDevices, 'getUserMedia'> | undefined,
  deviceId: string,
): Promise<OpenedMicrophone> {
  // over plain http browsers have no devices for anybody
  if (media === undefined) return { ok: false, problem: 'unsupported' }
  const wanted = deviceId === '' ? {} : { deviceId: { exact: deviceId } }
  try {
    return { ok: true, stream: await media.getUserMedia({ audio: { ...forSpeech, ...wanted }, video: false }) }
  } catch (error) {
    return { ok: false, problem: nameProblem(error) }
  }
}

export function closeStream(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}

function nameProblem(error: unknown): MicrophoneProblem {
  const name = error instanceof DOMException || error instanceof Error ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing'
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy'
  throw error
}
