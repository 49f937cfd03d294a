import styles from './key-cap.module.css'

/** A key or chord as it is pressed, e.g. `F2` or `Ctrl ↵`. Decoration: the control names its shortcut itself. */
export function KeyCap({ keys, onSolid = false }: { keys: string; onSolid?: boolean }) {
  if (keys === '') return null
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a kbd element takes no focus
    <kbd className={styles.cap} data-on-solid={onSolid || undefined} aria-hidden="true">
      {keys}
    </kbd>
  )
}
