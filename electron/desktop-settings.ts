import { type Environment, readSettings } from '#shared/settings/read-settings.ts'

export interface DesktopSettings {
  centralUrl: string
  defaultRegion: string
  phoneOrigins: readonly string[]
}

/**
 * What the desktop app needs of the common settings. From the environment only: the system appends links to the
 * arguments, and Chromium its own switches.
 */
export function readDesktopSettings(
  env: Environment,
): { ok: true; value: DesktopSettings } | { ok: false; sentence: string } {
  const read = readSettings([], env)
  if (!read.ok) return read
  const { centralUrl, centralPort, defaultRegion, phoneOrigins } = read.settings
  const value = { centralUrl: centralUrl || `http://127.0.0.1:${centralPort}`, defaultRegion, phoneOrigins }
  return { ok: true, value }
}
