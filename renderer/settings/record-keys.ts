type Pressed = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>

/** `typing`: the keys belong to text. `partial`: only modifiers so far. `leave`: the agent moves on or gives up. */
export type Recording = { kind: 'keys'; keys: string } | { kind: 'typing' } | { kind: 'partial' } | { kind: 'leave' }

const modifiers = /^(Control|Alt|Shift|Meta|OS)(Left|Right)?$/

/**
 * The chord that was pressed, in the notation of react-hotkeys-hook (`ctrl+alt+k`, `f2`): by place on the keyboard,
 * not by letter, so that it stays the same under an input method.
 */
export function recordKeys(event: Pressed): Recording {
  if (event.code === 'Escape' || event.code === 'Tab') return { kind: 'leave' }
  if (event.code === '' || modifiers.test(event.code)) return { kind: 'partial' }
  const key = event.code.toLowerCase().replace(/^(key|digit|numpad)/, '')
  const functionKey = /^f\d{1,2}$/.test(key)
  if (!functionKey && !event.ctrlKey && !event.altKey && !event.metaKey) return { kind: 'typing' }
  const chord = [
    event.ctrlKey && 'ctrl',
    event.altKey && 'alt',
    event.shiftKey && 'shift',
    event.metaKey && 'meta',
    key,
  ]
  return { kind: 'keys', keys: chord.filter(Boolean).join('+') }
}
