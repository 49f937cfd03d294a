import { useStore } from 'zustand'
import type { AudioChoice } from '#renderer/state/audio-choice.ts'
import { useConsoleTools } from '#renderer/state/console-context.tsx'
import { resolveDevice } from './list-devices.ts'
import { useDevices } from './use-devices.ts'

/** Where this use of audio leads now, '' for the system's own. */
export function useResolved(use: keyof AudioChoice): string {
  const { audio } = useConsoleTools()
  const chosen = useStore(audio, (choice) => choice[use])
  const devices = useDevices()
  if (devices.kind !== 'named') return chosen?.deviceId ?? ''
  const { microphones, outputs } = devices.list
  return resolveDevice(chosen, use === 'microphone' ? microphones : outputs, true).deviceId
}
