import type { AudioChoice, ChosenDevice } from '#renderer/state/audio-choice.ts'

export type AudioDevice = { deviceId: string; label: string }
/** What this computer has. `named`: the browser tells names and ids, which it does once the microphone is allowed. */
export type DeviceList = { named: boolean; microphones: readonly AudioDevice[]; outputs: readonly AudioDevice[] }

/** Chromium lists the system's choice a second time under these ids; here it is the empty choice. */
const aliases: ReadonlySet<string> = new Set(['', 'default', 'communications'])

export function listDevices(found: readonly Pick<MediaDeviceInfo, 'kind' | 'deviceId' | 'label'>[]): DeviceList {
  const pick = (wanted: MediaDeviceKind) =>
    found
      .filter(({ kind, deviceId }) => kind === wanted && !aliases.has(deviceId))
      .map(({ deviceId, label }) => ({ deviceId, label }))
  return {
    named: found.some(({ kind, label }) => kind !== 'videoinput' && label !== ''),
    microphones: pick('audioinput'),
    outputs: pick('audiooutput'),
  }
}

/** Whether there is any microphone at all; browsers tell that much before it is allowed. */
export function hasMicrophone(found: readonly Pick<MediaDeviceInfo, 'kind'>[]): boolean {
  return found.some(({ kind }) => kind === 'audioinput')
}

/** Where a choice leads now: a device, or the system's own because none was chosen or the chosen one is away. */
export type Resolved = { deviceId: string; missing: string | null }

export function resolveDevice(chosen: ChosenDevice, devices: readonly AudioDevice[], named: boolean): Resolved {
  if (chosen === null) return { deviceId: '', missing: null }
  if (!named) return { deviceId: chosen.deviceId, missing: null }
  const found =
    devices.find(({ deviceId }) => deviceId === chosen.deviceId) ??
    devices.find(({ label }) => label !== '' && label === chosen.label)
  return found ? { deviceId: found.deviceId, missing: null } : { deviceId: '', missing: chosen.label }
}

export type ResolvedAudio = Record<keyof AudioChoice, Resolved>

export function resolveAudio(choice: AudioChoice, { named, microphones, outputs }: DeviceList): ResolvedAudio {
  return {
    microphone: resolveDevice(choice.microphone, microphones, named),
    speaker: resolveDevice(choice.speaker, outputs, named),
    ringer: resolveDevice(choice.ringer, outputs, named),
  }
}
