import type { KeyboardEvent, ReactNode } from 'react'
import styles from './tab-list.module.css'

type Tab<T extends string> = { value: T; label: ReactNode; keys?: string | undefined; title?: string | undefined }
type Props<T extends string> = {
  /** what tabs and panel are bound by; one per page */
  id: string
  label: string
  tabs: readonly Tab<T>[]
  value: T
  onChange: (value: T) => void
}

/**
 * Tabs without the library's layers: a record's seven are drawn at every ring. Arrow keys, Home and End move and
 * choose; only the chosen one is in the tab order. The panel takes `panelProps` of the same id.
 */
export function TabList<T extends string>({ id, label, tabs, value, onChange }: Props<T>) {
  return (
    <div className={styles.list} role="tablist" aria-label={label} onKeyDown={moveByKey}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          className={styles.tab}
          id={`${id}-tab-${tab.value}`}
          aria-selected={tab.value === value}
          aria-controls={tab.value === value ? `${id}-panel-${tab.value}` : undefined}
          aria-keyshortcuts={tab.keys}
          title={tab.title}
          tabIndex={tab.value === value ? 0 : -1}
          onClick={() => onChange(tab.value)}
        >
          <span>{tab.label}</span>
        </button>
      ))}
    </div>
  )
}

/** For the element that holds the chosen tab's content. */
export function panelProps(id: string, value: string) {
  return { role: 'tabpanel', id: `${id}-panel-${value}`, 'aria-labelledby': `${id}-tab-${value}` } as const
}

function moveByKey(event: KeyboardEvent<HTMLElement>): void {
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')]
  const at = event.target instanceof HTMLElement ? tabs.indexOf(event.target) : -1
  const aims: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }
  const aim = aims[event.key]
  if (aim === undefined || at === -1) return
  event.preventDefault()
  const next = tabs[(aim + tabs.length) % tabs.length]
  next?.focus()
  next?.click()
}
