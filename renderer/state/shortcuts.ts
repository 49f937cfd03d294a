import { z } from 'zod'

/** Every action that has a key. Each has a button and a palette entry as well. */
export const ShortcutAction = z.enum([
  'answer',
  'decline',
  'end',
  'mute',
  'hold',
  'park',
  'pick-up',
  'transfer',
  'add-call',
  'cancel-consult',
  'take-over',
  'keypad',
  'dial',
  'pause-recording',
  'palette',
  'save',
  'available',
  'break',
  'lunch',
  'meeting',
  'customer-tab-1',
  'customer-tab-2',
  'customer-tab-3',
  'customer-tab-4',
  'customer-tab-5',
  'customer-tab-6',
  'customer-tab-7',
  'notes',
  'outcome',
  'script',
  'knowledge',
  'next-region',
  'shortcuts',
])
export type ShortcutAction = z.infer<typeof ShortcutAction>

/** Remapped keys only, in react-hotkeys-hook's notation; an empty string switches a shortcut off. */
export const ShortcutMap = z.partialRecord(ShortcutAction, z.string().max(40))
export type ShortcutMap = z.infer<typeof ShortcutMap>

const common: Record<ShortcutAction, string> = {
  answer: 'f2',
  decline: 'f3',
  end: 'f4',
  mute: 'f6',
  hold: 'f7',
  park: 'shift+f7',
  'pick-up': 'shift+f2',
  transfer: 'f8',
  'add-call': 'f9',
  'cancel-consult': 'shift+f9',
  'take-over': 'shift+f8',
  keypad: 'f10',
  dial: 'alt+p',
  'pause-recording': 'alt+r',
  palette: 'ctrl+k',
  save: 'ctrl+enter',
  available: 'ctrl+1',
  break: 'ctrl+2',
  lunch: 'ctrl+3',
  meeting: 'ctrl+4',
  'customer-tab-1': 'alt+1',
  'customer-tab-2': 'alt+2',
  'customer-tab-3': 'alt+3',
  'customer-tab-4': 'alt+4',
  'customer-tab-5': 'alt+5',
  'customer-tab-6': 'alt+6',
  'customer-tab-7': 'alt+7',
  notes: 'alt+n',
  outcome: 'alt+o',
  script: 'alt+s',
  knowledge: 'alt+k',
  'next-region': 'ctrl+f6',
  shortcuts: 'shift+slash',
}

/** In a browser F-keys and Ctrl+digits may belong to it (F3 searches, F6 jumps, Ctrl+1 changes tabs): a second set. */
const browser: Partial<Record<ShortcutAction, string>> = {
  answer: 'alt+shift+a',
  decline: 'alt+shift+d',
  end: 'alt+shift+e',
  mute: 'alt+shift+m',
  hold: 'alt+shift+h',
  park: 'alt+shift+p',
  'pick-up': 'alt+shift+u',
  transfer: 'alt+shift+t',
  'add-call': 'alt+shift+c',
  'cancel-consult': 'alt+shift+x',
  'take-over': 'alt+shift+o',
  keypad: 'alt+shift+k',
  available: 'alt+shift+1',
  break: 'alt+shift+2',
  lunch: 'alt+shift+3',
  meeting: 'alt+shift+4',
}

export type ShellKind = 'desktop' | 'browser'

/** The keys of an action, first the one to show. A remapped action has only its own. */
export function resolveKeys(action: ShortcutAction, remapped: ShortcutMap, shell: ShellKind): string[] {
  const own = remapped[action]
  if (own !== undefined) return own === '' ? [] : [own]
  const extra = shell === 'browser' ? browser[action] : undefined
  return extra === undefined ? [common[action]] : [common[action], extra]
}

/** Actions that would fire on the same keys: shown beside the shortcut in settings. */
export function findConflicts(
  action: ShortcutAction,
  keys: string,
  remapped: ShortcutMap,
  shell: ShellKind,
): ShortcutAction[] {
  if (keys === '') return []
  return ShortcutAction.options.filter(
    (other) => other !== action && resolveKeys(other, remapped, shell).includes(keys),
  )
}

const names: Record<string, string> = {
  ctrl: 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
  meta: '⌘',
  enter: '↵',
  slash: '/',
  escape: 'Esc',
  space: 'Space',
}

/** As it is printed on a key cap: `ctrl+enter` → `Ctrl ↵`. Shift and slash are the `?` people know. */
export function printKeys(keys: string): string {
  if (keys === 'shift+slash') return '?'
  return keys
    .split('+')
    .map((key) => names[key] ?? key.toUpperCase())
    .join(' ')
}

/** For aria-keyshortcuts: `ctrl+enter` → `Control+Enter`. */
export function nameKeys(keys: string): string {
  const aria: Record<string, string> = {
    ctrl: 'Control',
    alt: 'Alt',
    shift: 'Shift',
    meta: 'Meta',
    enter: 'Enter',
    slash: '/',
    escape: 'Escape',
  }
  return keys
    .split('+')
    .map((key) => aria[key] ?? key.toUpperCase())
    .join('+')
}
