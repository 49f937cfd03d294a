import { type KeyboardEvent, type RefObject, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useLabel } from '#renderer/common/use-label.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import type { Catalog } from '#shared/protocol/view/catalog.ts'
import { FieldLabel } from './field-label.tsx'
import styles from './outcome-tiles.module.css'

type Props = {
  groupRef: RefObject<HTMLDivElement | null>
  options: Catalog['dispositions']
  value: string | null
  needed: boolean
  error: boolean
  onChange: (code: string) => void
}

/** The outcomes as tiles: one tab stop, arrows move, digits choose while the group has the focus. */
export function OutcomeTiles({ groupRef, options, value, needed, error, onChange }: Props) {
  const { t } = useTranslation('call')
  const label = useLabel()
  const id = useId()
  const chosen = options.findIndex((option) => option.code === value)
  const choose = (index: number) => {
    const option = options[index]
    if (option === undefined) return
    onChange(option.code)
    groupRef.current?.querySelectorAll<HTMLElement>('[role="radio"]')[index]?.focus()
  }
  const hearKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.altKey || event.metaKey) return
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (step !== undefined) choose((Math.max(chosen, 0) + step + options.length) % options.length)
    else if (/^[1-9]$/.test(event.key)) choose(Number(event.key) - 1)
    else return
    event.preventDefault()
  }
  return (
    <div>
      <FieldLabel id={id} text={t('outcome.label')} needed={needed} />
      <div
        ref={groupRef}
        role="radiogroup"
        aria-labelledby={id}
        aria-required={needed}
        aria-invalid={error}
        title={t('outcome.hint')}
        className={styles.tiles}
        data-error={error || undefined}
        onKeyDown={hearKey}
      >
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useSemanticElements: a radio input cannot hold a tile's layout and its key cap
          <button
            key={option.code}
            type="button"
            role="radio"
            aria-checked={option.code === value}
            tabIndex={index === Math.max(chosen, 0) ? 0 : -1}
            className={styles.tile}
            onClick={() => onChange(option.code)}
          >
            {index < 9 && <KeyCap keys={String(index + 1)} />}
            <span className={styles.word}>{label(option.label)}</span>
          </button>
        ))}
      </div>
    </div>
  )
}
