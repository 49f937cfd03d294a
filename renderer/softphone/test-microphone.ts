import type { Clock } from '#shared/domain/clock.ts'
import { listenToLevel } from './audio/measure-level.ts'
import { closeStream, type MicrophoneProblem, openMicrophone } from './audio/open-microphone.ts'

/** A quiet room is never exactly silent; a muted or dead microphone is, for as long as one listens. */
const mostMs = 3_000
const everyMs = 50

/** Opens the microphone and listens until something is heard. Null when it works. Leaves nothing open. */
export async function testMicrophone(deviceId: string, clock: Clock): Promise<MicrophoneProblem | 'silent' | null> {
  const opened = await openMicrophone(navigator.mediaDevices, deviceId)
  if (!opened.ok) return opened.problem
  const audio = new AudioContext()
  try {
    // a page that was never touched may not run its audio; by then the microphone was opened, which is the most of it
    if (audio.state === 'suspended') await Promise.race([audio.resume(), waitFor(clock, everyMs)])
    if (audio.state === 'suspended') return null
    const level = listenToLevel(opened.stream, audio)
    for (let waited = 0; waited < mostMs; waited += everyMs) {
      if (level.read() > 0) return null
      await waitFor(clock, everyMs)
    }
    return 'silent'
  } finally {
    closeStream(opened.stream)
    await audio.close()
  }
}

const waitFor = (clock: Clock, delayMs: number) =>
  new Promise<void>((resolve) => {
    clock.schedule(delayMs, resolve)
  })
