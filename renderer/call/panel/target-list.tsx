import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { groupOf, groups, type Target } from './list-targets.ts'
import { TargetLine } from './target-line.tsx'
import styles from './transfer-panel.module.css'

type Props<T extends Target> = {
  id: string
  targets: readonly T[]
  chosen: string | null
  onChoose: (target: T) => void
}

/** The options below the field, in groups with their names. The field keeps the focus. */
export function TargetList<T extends Target>({ id, targets, chosen, onChoose }: Props<T>) {
  const { t } = useTranslation('call')
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (chosen !== null) list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView?.({ block: 'nearest' })
  }, [chosen])
  const names = {
    ...{ number: t('transfer.number'), favourite: t('transfer.favourites') },
    ...{ agent: t('transfer.agents'), queue: t('transfer.queues') },
    ...{ away: t('transfer.away'), contact: t('contacts.title') },
  }
  return (
    <div ref={list} id={id} role="listbox" aria-label={t('transfer.list')} hidden={targets.length === 0}>
      {groups.map((group) => {
        const members = targets.filter((target) => groupOf(target) === group)
        if (members.length === 0) return null
        return (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, not of form fields
          <div key={group} role="group" aria-label={names[group]}>
            <div className={styles.group} aria-hidden="true">
              {names[group]}
            </div>
            {members.map((target) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field above keeps the focus and handles the keys
              // biome-ignore lint/a11y/useFocusableInteractive: options are pointed at with aria-activedescendant
              <div
                key={target.id}
                id={`${id}-${target.id}`}
                role="option"
                aria-selected={target.id === chosen}
                className={styles.option}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onChoose(target)}
              >
                <TargetLine target={target} />
              </div>
            ))}
          </div>
        )
      })}
    </div>
  )
}
