import type { Clock } from '#shared/domain/clock.ts'
import type { ShellBridge } from '#shared/protocol/shell-port.ts'
import type { Backend } from './backend.ts'
import { makeElectronBackend } from './electron-backend.ts'

declare global {
  interface Window {
    /** only in the desktop app */
    ringdesk?: ShellBridge
  }
}

/** The desktop bridge when the preload put one there, else the web shell; socket.io is loaded only for the latter. */
export async function chooseBackend(clock: Clock): Promise<Backend> {
  if (window.ringdesk !== undefined) return makeElectronBackend(window.ringdesk)
  const { makeWebBackend } = await import('./web-backend.ts')
  return makeWebBackend(clock)
}
