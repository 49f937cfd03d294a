import { sendTo } from './sink.ts'

/** Our own ring: two soft tones a fourth apart, twice, then a pause; computed, no file. */
const tones = [587.33, 783.99]
const burstS = 0.42
const gapS = 0.18
const cycleS = 3
const rampS = 0.03

let shared: AudioContext | null = null
let ringer: { deviceId: string; onSent: (found: boolean) => void } = { deviceId: '', onSent: () => {} }

/**
 * From now on rings sound on this device, '' for the system's own. `onSent` hears whether it could be reached: at once,
 * or on the agent's first touch, before which nothing sounds. The ring itself never waits for it.
 */
export function chooseRinger(deviceId: string, onSent: (found: boolean) => void): void {
  const same = ringer.deviceId === deviceId
  ringer = { deviceId, onSent }
  if (shared !== null && !same) sendToRinger(shared)
}

function sendToRinger(audio: AudioContext): void {
  const { deviceId, onSent } = ringer
  void sendTo(audio, deviceId).then(onSent)
}

/** Browsers let a page sound only after the agent has touched it; called on the first touch. */
export function unlockSound(): void {
  // a browser without Web Audio still shows the ring
  if (!('AudioContext' in window)) return
  if (shared === null) {
    shared = new AudioContext()
    if (ringer.deviceId !== '') sendToRinger(shared)
  }
  void shared.resume()
}

/**
 * Rings for at most `forMs`, at `volume` 0 to 1. Everything is scheduled on the audio clock at once, so that a busy or
 * throttled page rings evenly. Returns the stop.
 */
export function playRing(volume: number, forMs: number): () => void {
  unlockSound()
  const audio = shared
  if (audio === null || volume <= 0) return () => {}
  const out = audio.createGain()
  out.gain.value = volume * 0.5
  out.connect(audio.destination)
  const cycles = Math.max(1, Math.ceil(forMs / 1000 / cycleS))
  const sources: OscillatorNode[] = []
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    for (const burst of [0, 1]) {
      const start = audio.currentTime + 0.02 + cycle * cycleS + burst * (burstS + gapS)
      for (const tone of tones) sources.push(playTone(audio, out, tone, start))
    }
  }
  return () => {
    // a short fade, for a cut wave clicks in the headset
    out.gain.setTargetAtTime(0, audio.currentTime, 0.02)
    for (const source of sources) source.stop(audio.currentTime + 0.1)
  }
}

function playTone(audio: AudioContext, out: AudioNode, frequency: number, start: number): OscillatorNode {
  const envelope = audio.createGain()
  envelope.gain.setValueAtTime(0, start)
  envelope.gain.linearRampToValueAtTime(0.5, start + rampS)
  envelope.gain.setValueAtTime(0.5, start + burstS - rampS)
  envelope.gain.linearRampToValueAtTime(0, start + burstS)
  envelope.connect(out)
  const source = audio.createOscillator()
  source.type = 'sine'
  source.frequency.value = frequency
  source.connect(envelope)
  source.start(start)
  source.stop(start + burstS)
  return source
}
