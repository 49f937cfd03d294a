import { sendTo } from '#renderer/ring/sink.ts'

const toneHz = 440
const rampS = 0.04

/** One soft tone on a device, '' for the system's own. Resolves when it is over: false when the device cannot sound. */
export async function playTone(deviceId: string, forS: number): Promise<boolean> {
  const audio = new AudioContext()
  try {
    if (!(await sendTo(audio, deviceId))) return false
    await audio.resume()
    await soundOnce(audio, forS)
    return true
  } finally {
    await audio.close()
  }
}

function soundOnce(audio: AudioContext, forS: number): Promise<void> {
  const source = audio.createOscillator()
  const envelope = audio.createGain()
  const start = audio.currentTime
  envelope.gain.setValueAtTime(0, start)
  envelope.gain.linearRampToValueAtTime(0.3, start + rampS)
  envelope.gain.setValueAtTime(0.3, start + forS - rampS)
  envelope.gain.linearRampToValueAtTime(0, start + forS)
  source.frequency.value = toneHz
  source.connect(envelope)
  envelope.connect(audio.destination)
  return new Promise((resolve) => {
    source.onended = () => resolve()
    source.start(start)
    source.stop(start + forS)
  })
}
