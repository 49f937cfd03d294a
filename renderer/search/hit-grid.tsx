// biome-ignore-all lint/a11y/useSemanticElements: drawn rows are moved by transform, which table rows do not take
// biome-ignore-all lint/a11y/useFocusableInteractive: in this grid the row takes the focus, not its cells
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerId } from '#shared/protocol/ids.ts'
import type { SearchHit } from '#shared/protocol/query/query.ts'
import { HitRow } from './hit-row.tsx'
import { pickRow } from './pick-row.ts'
import styles from './search-results.module.css'

const rowHeight = 52

type Props = {
  id: string
  hits: readonly SearchHit[]
  compact: boolean
  selected: CustomerId | null
  onOpen: (hit: SearchHit) => void
}

/** A grid with one row in the tab order: arrows, Home, End, Page move, Enter opens. Only rows in view are drawn. */
export function HitGrid({ id, hits, compact, selected, onOpen }: Props) {
  const { t } = useTranslation('search')
  const scroller = useRef<HTMLDivElement>(null)
  const [current, setCurrent] = useState(0)
  const active = Math.min(current, hits.length - 1)
  const rows = useVirtualizer({
    count: hits.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => hits[index]?.customer.customerId ?? index,
    // the row with the focus stays in the page, or the keyboard would fall out of the list
    rangeExtractor: ({ startIndex, endIndex, count }) => {
      const from = Math.max(0, startIndex - 5)
      const range = Array.from({ length: Math.min(count - 1, endIndex + 5) - from + 1 }, (_, offset) => from + offset)
      return range.includes(active) ? range : [...range, active].sort((a, b) => a - b)
    },
  })

  function move(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1)
    const next = pickRow(event.key, active, hits.length, page)
    if (next === null) return
    event.preventDefault()
    setCurrent(next)
    rows.scrollToIndex(next)
    // the row may be drawn only after the scroll
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"]`)?.focus())
  }

  const columns = compact ? (['name', 'phone', 'matched'] as const) : allColumns
  return (
    <div id={id} role="grid" aria-label={t('list.label')} aria-rowcount={hits.length + 1} className={styles.grid}>
      <div role="rowgroup">
        <div role="row" aria-rowindex={1} className={`${styles.head} ${compact ? styles.compact : ''}`}>
          {columns.map((column) => (
            <span key={column} role="columnheader">
              {t(`list.${column}`)}
            </span>
          ))}
        </div>
      </div>
      <div ref={scroller} role="rowgroup" className={styles.scroller} onKeyDown={move}>
        <div role="presentation" className={styles.rows} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((item) => {
            const hit = hits[item.index]
            if (!hit) return null
            return (
              <HitRow
                key={item.key}
                hit={hit}
                index={item.index}
                offset={item.start}
                compact={compact}
                inTabOrder={item.index === active}
                selected={hit.customer.customerId === selected}
                onOpen={() => {
                  setCurrent(item.index)
                  onOpen(hit)
                }}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}

const allColumns = ['name', 'phone', 'city', 'matched', 'lastContact'] as const
