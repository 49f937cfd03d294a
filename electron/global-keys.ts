import type { ElectronPort } from './electron-port.ts'

type KeyAction = 'answer' | 'toggle-mute' | 'end'
/** Not the F-keys: with Ctrl and Alt those switch the console of a Linux machine. */
export const GLOBAL_KEYS: Record<KeyAction, string> = {
  answer: 'CommandOrControl+Alt+Shift+A',
  'toggle-mute': 'CommandOrControl+Alt+Shift+M',
  end: 'CommandOrControl+Alt+Shift+E',
}

/**
 * Keys that work while another window is in front; off unless the agent turned them on. Tells those another program
 * holds, so that nobody trusts a dead key.
 */
export function makeGlobalKeys(
  shortcuts: ElectronPort['globalShortcut'],
  act: (action: KeyAction) => void,
  tellRefused: (keys: string[]) => void,
): (wanted: boolean) => void {
  let on = false
  return (wanted) => {
    if (wanted === on) return
    on = wanted
    shortcuts.unregisterAll()
    if (!on) return
    const actions = Object.entries(GLOBAL_KEYS) as [KeyAction, string][]
    const refused = actions.filter(([action, keys]) => !shortcuts.register(keys, () => act(action)))
    if (refused.length > 0) tellRefused(refused.map(([, keys]) => keys))
  }
}
