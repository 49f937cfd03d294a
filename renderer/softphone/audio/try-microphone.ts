import type { Clock } from '#shared/domain/clock.ts'
import type { InUse } from '../port.ts'
import { listenToLevel } from './measure-level.ts'
import { closeStream, type MicrophoneProblem, openMicrophone } from './open-microphone.ts'
import { type Echo, runEchoTest } from './run-echo-test.ts'

const everyMs = 50
const recordMs = 4_000

export type Refused = { kind: 'refused'; problem: MicrophoneProblem }

/** What a microphone is tried by before a call. It is open only until the stop that each of these returns, or its end. */
export type MicrophoneTrials = {
  /** How loud it hears, 0 to 1, many times a second. */
  listen(deviceId: string, tell: (heard: { kind: 'level'; level: number } | Refused) => void): () => void
  /** What it hears for some seconds, then played: what the customer would hear. */
  echo(devices: InUse, tell: (echo: Echo | Refused) => void): () => void
}

export function tryMicrophone(clock: Clock): MicrophoneTrials {
  /** Opens it unless it is no longer wanted; `use` gives what ends the use of it. */
  function open(deviceId: string, refuse: (refused: Refused) => void, use: (stream: MediaStream) => () => void) {
    let stop = () => {}
    let isOver = false
    openMicrophone(navigator.mediaDevices, deviceId).then((opened) => {
      if (!opened.ok) {
        if (!isOver) refuse({ kind: 'refused', problem: opened.problem })
        return
      }
      if (isOver) return closeStream(opened.stream)
      const end = use(opened.stream)
      stop = () => {
        end()
        closeStream(opened.stream)
      }
    }, console.error)
    return () => {
      isOver = true
      stop()
    }
  }

  return {
    listen: (deviceId, tell) =>
      open(deviceId, tell, (stream) => {
        const audio = new AudioContext()
        const level = listenToLevel(stream, audio)
        void audio.resume()
        let cancel = () => {}
        // not by frames: the window that hears is not the one that draws
        const look = () => {
          tell({ kind: 'level', level: level.read() })
          cancel = clock.schedule(everyMs, look)
        }
        look()
        return () => {
          cancel()
          level.stop()
          void audio.close()
        }
      }),
    echo: ({ microphone, speaker }, tell) =>
      open(microphone, tell, (stream) => {
        const hear = (echo: Echo) => {
          if (echo.kind !== 'recording') closeStream(stream)
          tell(echo)
        }
        return runEchoTest(stream, { speaker, forMs: recordMs, clock, tell: hear })
      }),
  }
}
