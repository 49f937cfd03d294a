import { sendTo } from '#renderer/ring/sink.ts'
import type { Clock } from '#shared/domain/clock.ts'

export type Echo = { kind: 'recording' } | { kind: 'playing' } | { kind: 'over' } | { kind: 'failed' }

/**
 * Records what the microphone hears for `forMs`, then plays it on the speaker, '' for the system's own. The recording
 * is held in memory until it was played and goes nowhere. Returns the stop.
 */
export function runEchoTest(
  stream: MediaStream,
  options: { speaker: string; forMs: number; clock: Clock; tell: (echo: Echo) => void },
): () => void {
  const { clock, tell } = options
  const recorder = new MediaRecorder(stream)
  const pieces: Blob[] = []
  let stopPlaying = () => {}
  let stopped = false
  const end = (echo: Echo) => {
    if (!stopped) tell(echo)
  }
  recorder.ondataavailable = ({ data }) => pieces.push(data)
  recorder.onerror = () => end({ kind: 'failed' })
  recorder.onstop = () => {
    if (stopped) return
    tell({ kind: 'playing' })
    const playing = play(new Blob(pieces), options.speaker)
    stopPlaying = playing.stop
    playing.over.then(
      () => end({ kind: 'over' }),
      // the speaker went away or what was recorded cannot be read: told with what to do
      () => end({ kind: 'failed' }),
    )
  }
  recorder.start()
  tell({ kind: 'recording' })
  const cancel = clock.schedule(options.forMs, () => {
    if (recorder.state !== 'inactive') recorder.stop()
  })
  return () => {
    stopped = true
    cancel()
    if (recorder.state !== 'inactive') recorder.stop()
    stopPlaying()
  }
}

function play(recording: Blob, speaker: string): { over: Promise<void>; stop: () => void } {
  const audio = new AudioContext()
  let source: AudioBufferSourceNode | null = null
  const run = async () => {
    try {
      await sendTo(audio, speaker)
      await audio.resume()
      // decoded here and not given to a media element, so that the page's policy need not allow blobs
      const buffer = await audio.decodeAudioData(await recording.arrayBuffer())
      const playing = audio.createBufferSource()
      source = playing
      playing.buffer = buffer
      playing.connect(audio.destination)
      await new Promise<void>((resolve) => {
        playing.onended = () => resolve()
        playing.start()
      })
    } finally {
      await audio.close()
    }
  }
  return { over: run(), stop: () => source?.stop() }
}
