import { z } from 'zod'
import { Locale } from '#shared/protocol/scalars.ts'
import { Recent } from './recents.ts'
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
  /** desktop app only: keys that work while another window is in front */
  globalKeys: z.boolean().catch(false).default(false),
  focusNotesAfterAnswer: z.boolean().catch(false).default(false),
  paletteRecent: z.array(Recent).catch([]).default([]),
  shortcuts: ShortcutMap.catch({}).default({}),
})
export type Preferences = z.infer<typeof Preferences>

/** Reads what the desk kept; other keys (of newer versions) stay untouched at the desk. */
export function readPreferences(stored: Record<string, unknown>): Preferences {
  return Preferences.parse(stored)
}
