import { vi } from 'vitest'

type Device = { kind: MediaDeviceKind; deviceId: string; label: string }

export const headset: Device[] = [
  { kind: 'audioinput', deviceId: 'default', label: 'Default' },
  { kind: 'audioinput', deviceId: 'mic-1', label: 'Headset microphone' },
  { kind: 'audioinput', deviceId: 'mic-2', label: 'Desk microphone' },
  { kind: 'audiooutput', deviceId: 'default', label: 'Default' },
  { kind: 'audiooutput', deviceId: 'out-1', label: 'Headset' },
  { kind: 'audiooutput', deviceId: 'out-2', label: 'Monitor' },
]

class FakeTrack extends EventTarget {
  readonly kind = 'audio'
  readyState: 'live' | 'ended' = 'live'
  stop() {
    this.readyState = 'ended'
  }
  /** pulled out */
  vanish() {
    this.readyState = 'ended'
    this.dispatchEvent(new Event('ended'))
  }
}

/** A browser's audio as a test wants it: which devices there are, whether they may be used, what they hear. */
export function fakeMedia(devices: Device[] = headset) {
  const state = {
    devices,
    /** what opening a microphone fails with */
    failure: null as string | null,
    /** what the microphone hears, 0 to 1 */
    heard: 0.2,
    opened: [] as string[],
    tracks: [] as FakeTrack[],
    /** where each audio output was sent */
    sinks: [] as string[],
    tones: 0,
  }
  const mediaDevices = Object.assign(new EventTarget(), {
    enumerateDevices: async () => state.devices.map((device) => ({ ...device, groupId: '', toJSON: () => device })),
    getUserMedia: async ({ audio }: { audio: { deviceId?: { exact: string } } }) => {
      if (state.failure !== null) throw new DOMException('no', state.failure)
      const track = new FakeTrack()
      state.opened.push(audio.deviceId?.exact ?? '')
      state.tracks.push(track)
      return { getTracks: () => [track], getAudioTracks: () => [track] }
    },
  })
  class FakeAudioContext {
    currentTime = 0
    destination = {}
    state = 'running'
    resume = async () => {}
    close = async () => {}
    async setSinkId(id: string) {
      if (id !== '' && !state.devices.some(({ deviceId }) => deviceId === id))
        throw new DOMException('no', 'NotFoundError')
      state.sinks.push(id)
    }
    createAnalyser = () => ({
      fftSize: 32,
      connect: () => {},
      getFloatTimeDomainData: (samples: Float32Array) => samples.fill(state.heard),
    })
    createMediaStreamSource = () => ({ connect: () => {}, disconnect: () => {} })
    createGain = () => ({
      gain: { value: 0, setValueAtTime: () => {}, linearRampToValueAtTime: () => {}, setTargetAtTime: () => {} },
      connect: () => {},
    })
    createOscillator() {
      const source = {
        frequency: { value: 0 },
        type: '',
        onended: () => {},
        connect: () => {},
        start: () => {
          state.tones += 1
        },
        stop: () => void Promise.resolve().then(() => source.onended()),
      }
      return source
    }
  }
  vi.stubGlobal('AudioContext', FakeAudioContext)
  Object.defineProperty(navigator, 'mediaDevices', { value: mediaDevices, configurable: true })
  return {
    state,
    /** plugs in or pulls out: from now on these are there */
    change(next: Device[]) {
      state.devices = next
      mediaDevices.dispatchEvent(new Event('devicechange'))
    },
    openTracks: () => state.tracks.filter(({ readyState }) => readyState === 'live'),
    remove() {
      vi.unstubAllGlobals()
      Reflect.deleteProperty(navigator, 'mediaDevices')
    },
  }
}
