import { useHotkeys } from 'react-hotkeys-hook'
import { useConsole } from './console-context.tsx'
import { nameKeys, printKeys, resolveKeys, type ShortcutAction } from './shortcuts.ts'

/**
 * Runs `handler` on the action's keys, also while typing (these are F-keys and chords, never plain letters),
 * but never while an input method composes a character.
 */
export function useShortcut(action: ShortcutAction, handler: () => void, enabled = true): void {
  const keys = useShortcutKeys(action)
  useHotkeys(
    keys,
    (event) => {
      event.preventDefault()
      handler()
    },
    {
      enabled: enabled && keys.length > 0,
      enableOnFormTags: action !== 'shortcuts',
      enableOnContentEditable: action !== 'shortcuts',
      ignoreEventWhen: (event) => event.isComposing,
    },
    [handler, enabled, keys.join(' ')],
  )
}

/** The keys an action listens to, remapping applied. */
export function useShortcutKeys(action: ShortcutAction): string[] {
  const remapped = useConsole((state) => state.preferences.shortcuts)
  const shell = useConsole((state) => state.shell.kind)
  return resolveKeys(action, remapped, shell)
}

/** For the control itself: what to print on its key cap and what to tell assistive technology. */
export type ShortcutLabel = { printed: string; aria: string | undefined }

export function useShortcutLabel(action: ShortcutAction): ShortcutLabel {
  return labelKeys(useShortcutKeys(action))
}

/** The same for a row of controls, in their order. */
export function useShortcutLabels(actions: readonly ShortcutAction[]): ShortcutLabel[] {
  const remapped = useConsole((state) => state.preferences.shortcuts)
  const shell = useConsole((state) => state.shell.kind)
  return actions.map((action) => labelKeys(resolveKeys(action, remapped, shell)))
}

function labelKeys(keys: readonly string[]): ShortcutLabel {
  const first = keys[0]
  return {
    printed: first === undefined ? '' : printKeys(first),
    aria: first === undefined ? undefined : keys.map(nameKeys).join(' '),
  }
}
