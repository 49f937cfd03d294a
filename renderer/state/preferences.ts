import { z } from 'zod'
import { Locale } from '#shared/protocol/scalars.ts'
import { ShortcutMap } from './shortcuts.ts'

/** An agent's own settings, kept by their desk. Unknown or broken values fall back one by one. */
export const Preferences = z.object({
  /** null: the browser's language */
  language: Locale.nullable().catch(null).default(null),
  theme: z.enum(['system', 'light', 'dark']).catch('system').default('system'),
  density: z.enum(['compact', 'touch']).catch('compact').default('compact'),
  /** percent */
  textSize: z.int().min(90).max(125).catch(100).default(100),
  ringSound: z.boolean().catch(true).default(true),
  /** 0 to 1 */
  ringVolume: z.number().min(0).max(1).catch(0.6).default(0.6),
  ringNotification: z.boolean().catch(true).default(true),
  ringTitle: z.boolean().catch(true).default(true),
  focusNotesAfterAnswer: z.boolean().catch(false).default(false),
  shortcuts: ShortcutMap.catch({}).default({}),
})
export type Preferences = z.infer<typeof Preferences>

export const defaultPreferences: Preferences = Preferences.parse({})

/** Reads what the desk kept; other keys (of newer versions) are left alone by `mergePreferences`. */
export function readPreferences(stored: Record<string, unknown>): Preferences {
  return Preferences.parse(stored)
}

/** The record to keep: everything that was there, with the changes on top. */
export function mergePreferences(
  stored: Record<string, unknown>,
  changes: Partial<Preferences>,
): Record<string, unknown> {
  return { ...stored, ...changes }
}
