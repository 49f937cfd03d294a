import type { RTCSession } from 'jssip/lib/RTCSession'
import { closeStream } from '../audio/open-microphone.ts'
import type { SoftphoneParts } from '../port.ts'
import type { Reading } from '../quality.ts'
import { readStats } from './read-stats.ts'
import { createSoundOut } from './sound-out.ts'

export type SipCall = {
  setMicrophone(deviceId: string): Promise<void>
  /** whether a microphone is open and alive */
  hears(): boolean
  setSpeaker(deviceId: string): Promise<void>
  release(): void
  read(): Promise<Reading | null>
}

type Options = Pick<SoftphoneParts, 'devices' | 'openMicrophone' | 'tell'> & {
  iceServers: RTCIceServer[]
  onEnded: () => void
}

/** Answers one leg with the agent's microphone and plays it; lives until the exchange ends it. */
export async function answerSession(session: RTCSession, options: Options): Promise<SipCall | null> {
  const { openMicrophone, tell, iceServers, onEnded } = options
  const opened = await openMicrophone(options.devices.microphone)
  if (!opened.ok || session.isEnded()) {
    if (opened.ok) closeStream(opened.stream)
    // without a microphone the customer would talk to nobody: central gives the call to somebody else
    else if (!session.isEnded()) session.terminate({ status_code: 480 })
    return null
  }
  let microphone = opened.stream
  let ended = false
  const sound = createSoundOut((held) => {
    if (!ended) tell({ kind: 'audio', audio: held ? 'held' : 'up' })
  })
  const watchMicrophone = () => {
    for (const track of microphone.getAudioTracks())
      track.addEventListener('ended', () => void setMicrophone(''), { once: true })
  }
  /** Another track on the same line: the conversation goes on. A microphone that vanished is followed by the system's. */
  async function setMicrophone(deviceId: string): Promise<void> {
    if (ended) return
    const next = await openMicrophone(deviceId)
    if (!next.ok) {
      if (!ended) tell({ kind: 'microphone-ended' })
      return
    }
    const [track] = next.stream.getAudioTracks()
    const sender = session.connection?.getSenders().find((one) => one.track?.kind === 'audio')
    if (ended || track === undefined || sender === undefined) return closeStream(next.stream)
    await sender.replaceTrack(track)
    closeStream(microphone)
    microphone = next.stream
    watchMicrophone()
  }
  const end = () => {
    if (ended) return
    ended = true
    sound.stop()
    closeStream(microphone)
    onEnded()
  }
  session.on('ended', end)
  session.on('failed', end)
  session.on('peerconnection', ({ peerconnection }) => {
    peerconnection.addEventListener('track', ({ streams: [stream] }: RTCTrackEvent) => {
      if (stream !== undefined) sound.play(stream)
    })
  })
  // the first way found is good enough: waiting for all of them costs the agent a second
  session.on('icecandidate', ({ ready }) => ready())
  await sound.to(options.devices.speaker)
  watchMicrophone()
  session.answer({ mediaStream: microphone, pcConfig: { iceServers } })
  return {
    setMicrophone,
    hears: () => microphone.getAudioTracks().some((track) => track.readyState === 'live'),
    async setSpeaker(deviceId) {
      await sound.to(deviceId)
    },
    release: sound.release,
    async read() {
      if (ended || session.connection === undefined) return null
      return readStats((await session.connection.getStats()).values())
    },
  }
}
