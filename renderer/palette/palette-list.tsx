import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import styles from './palette.module.css'
import { type PaletteItem, paletteGroups } from './palette-item.ts'

type Props = {
  id: string
  items: readonly PaletteItem[]
  active: number
  optionId: (index: number) => string
  onRun: (index: number) => void
  onPoint: (index: number) => void
}

/** The options below the field, in groups with their names. */
export function PaletteList({ id, items, active, optionId, onRun, onPoint }: Props) {
  const { t } = useTranslation('palette')
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView?.({ block: 'nearest' })
  }, [active])
  return (
    <div ref={list} id={id} role="listbox" aria-label={t('open')} className={styles.list} hidden={items.length === 0}>
      {paletteGroups.map((group) => {
        const members = items.map((item, index) => ({ item, index })).filter(({ item }) => item.group === group)
        if (members.length === 0) return null
        const name = t(`group.${group}`)
        return (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, not of form fields
          <div key={group} role="group" aria-label={name}>
            <div className={styles.group} aria-hidden="true">
              {name}
            </div>
            {members.map(({ item, index }) => (
              <Option
                key={item.id}
                id={optionId(index)}
                item={item}
                index={index}
                selected={index === active}
                onRun={() => onRun(index)}
                onPoint={() => onPoint(index)}
              />
            ))}
          </div>
        )
      })}
    </div>
  )
}

type OptionProps = {
  id: string
  item: PaletteItem
  index: number
  selected: boolean
  onRun: () => void
  onPoint: () => void
}

function Option({ id, item, index, selected, onRun, onPoint }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above keeps the focus and handles Enter
    // biome-ignore lint/a11y/useFocusableInteractive: options are pointed at with aria-activedescendant
    <div
      id={id}
      role="option"
      aria-selected={selected}
      data-index={index}
      className={styles.option}
      // the field keeps the focus
      onMouseDown={(event) => event.preventDefault()}
      onMouseMove={onPoint}
      onClick={onRun}
    >
      {item.icon}
      <span className={styles.label}>
        <span className="truncate" style={{ display: 'block' }}>
          {item.label}
        </span>
        {item.detail !== '' && (
          <span className="muted small truncate" style={{ display: 'block' }}>
            {item.detail}
          </span>
        )}
      </span>
      <KeyCap keys={item.keys} />
    </div>
  )
}
