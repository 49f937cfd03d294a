import { ActionIcon } from '@mantine/core'
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './panel-frame.module.css'

type Props = { title: string; onClose: () => void; onKeyDown?: (event: KeyboardEvent) => void; children: ReactNode }

/** Stands over the tabs of the call. Escape closes it and gives the focus back to what had it. */
export function PanelFrame({ title, onClose, onKeyDown, children }: Props) {
  const { t } = useTranslation('common')
  const before = useRef<Element | null>(null)
  const frame = useRef<HTMLElement>(null)
  if (before.current === null) before.current = document.activeElement
  useEffect(() => {
    const start = frame.current?.querySelector<HTMLElement>('[data-autofocus]') ?? frame.current
    start?.focus()
    // in the next task: what was covered cannot take the focus before it is uncovered
    return () => {
      const place = before.current
      queueMicrotask(() => {
        if (place instanceof HTMLElement && place.isConnected) place.focus()
      })
    }
  }, [])
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      onClose()
      return
    }
    onKeyDown?.(event)
  }
  return (
    <section ref={frame} className={styles.panel} aria-label={title} tabIndex={-1} onKeyDown={press}>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        <ActionIcon variant="subtle" color="gray" aria-label={t('close')} onClick={onClose}>
          <IconX size={16} aria-hidden="true" />
        </ActionIcon>
      </div>
      {children}
    </section>
  )
}
