import { ActionIcon } from '@mantine/core'
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './side-panel.module.css'

type Props = { title: string; onClose: () => void; children: ReactNode }

/**
 * A drawer over the centre only, never over the call. Not modal: call keys and buttons stay in reach. Takes the
 * focus as it opens and gives it back as it closes; Escape closes.
 */
export function SidePanel({ title, onClose, children }: Props) {
  const { t } = useTranslation(['customer', 'common'])
  const titleId = useId()
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement
    const wanted = panel.current?.querySelector<HTMLElement>('[data-autofocus]') ?? panel.current
    wanted?.focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return (
    <section
      ref={panel}
      role="dialog"
      aria-labelledby={titleId}
      tabIndex={-1}
      className={styles.panel}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing || event.defaultPrevented) return
        event.stopPropagation()
        onClose()
      }}
    >
      <div className={styles.head}>
        <h2 id={titleId} className={styles.title}>
          {title}
        </h2>
        <ActionIcon aria-label={t('common:close')} onClick={onClose}>
          <IconX size={16} aria-hidden="true" />
        </ActionIcon>
      </div>
      <div className={styles.body}>{children}</div>
    </section>
  )
}
