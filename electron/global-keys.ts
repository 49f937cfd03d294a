import type { GlobalShortcut } from 'electron'
import { z } from 'zod'

type KeyAction = 'answer' | 'toggle-mute' | 'end'
const defaults: Record<KeyAction, string> = {
  answer: 'CommandOrControl+Alt+F2',
  'toggle-mute': 'CommandOrControl+Alt+F6',
  end: 'CommandOrControl+Alt+F4',
}

/** Keys that work while another window is in front. Off unless the agent turned them on. */
export const GlobalKeysPreference = z.object({ globalKeys: z.boolean().optional() })

/** Takes or gives back the global keys. Returns those another program holds, so that nobody trusts a dead key. */
export function makeGlobalKeys(
  shortcuts: Pick<GlobalShortcut, 'register' | 'unregisterAll'>,
  act: (action: KeyAction) => void,
): (on: boolean) => string[] {
  return (on) => {
    shortcuts.unregisterAll()
    if (!on) return []
    const actions = Object.entries(defaults) as [KeyAction, string][]
    return actions.filter(([action, keys]) => !shortcuts.register(keys, () => act(action))).map(([, keys]) => keys)
  }
}
