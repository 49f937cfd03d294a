/** Speech is some 20 dB above a quiet room; the meter shows from here to full. */
const floorDb = -60

/** Samples −1 to 1 as a level 0 to 1 on a scale as the ear hears it. Exact silence is 0. */
export function toLevel(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  if (sum === 0) return 0
  const db = 10 * Math.log10(sum / samples.length)
  return Math.min(1, Math.max(0, 1 - db / floorDb))
}

export type LevelReader = { read(): number; stop(): void }

/** Listens to a stream. `read` gives the present level; `stop` leaves the stream open. */
export function listenToLevel(stream: MediaStream, audio: AudioContext): LevelReader {
  const analyser = audio.createAnalyser()
  analyser.fftSize = 2048
  const source = audio.createMediaStreamSource(stream)
  source.connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  return {
    read() {
      analyser.getFloatTimeDomainData(samples)
      return toLevel(samples)
    },
    stop: () => source.disconnect(),
  }
}
