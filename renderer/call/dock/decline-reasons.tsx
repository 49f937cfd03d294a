import { type FocusEvent, type KeyboardEvent, useId, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { DeclineReason } from '#shared/protocol/command/live.ts'
import styles from './decline-button.module.css'

type Reason = (typeof DeclineReason.options)[number]
type Props = { onChoose: (reason: Reason) => void; onClose: () => void }

/**
 * Why the call is declined. The first reason has the focus before the next key can come; the field that had it before
 * gets it back.
 */
export function DeclineReasons({ onChoose, onClose }: Props) {
  const { t } = useTranslation('call')
  const label = useId()
  const menu = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const before = document.activeElement
    const element = menu.current
    itemsOf(element)[0]?.focus()
    return () => {
      // closed by a key, by the choice, or because the ring is gone: whoever was typing goes on typing
      if (element?.contains(document.activeElement) && before instanceof HTMLElement) before.focus()
    }
  }, [])
  const moveByKey = (event: KeyboardEvent) => {
    const items = itemsOf(menu.current)
    const at = items.findIndex((item) => item.matches(':focus'))
    const aims: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }
    const aim = aims[event.key]
    if (event.key === 'Escape' || event.key === 'Tab') onClose()
    else if (aim !== undefined) items[(aim + items.length) % items.length]?.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const closeWhenLeft = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) onClose()
  }
  return (
    <div
      ref={menu}
      role="menu"
      aria-labelledby={label}
      className={styles.menu}
      onKeyDown={moveByKey}
      onBlur={closeWhenLeft}
    >
      <div id={label} role="presentation" className={styles.why}>
        {t('ring.declineWhy')}
      </div>
      {DeclineReason.options.map((reason) => (
        <button
          key={reason}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className={styles.reason}
          onClick={() => {
            onClose()
            onChoose(reason)
          }}
        >
          {t(`ring.reason.${reason}`)}
        </button>
      ))}
    </div>
  )
}

function itemsOf(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])]
}
