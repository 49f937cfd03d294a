import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChannelFilter } from '#renderer/customer/overview/channel-filter.tsx'
import { PagedPanel } from '#renderer/customer/paged-panel.tsx'
import { usePagedQuery } from '#renderer/customer/use-paged-query.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import type { CustomerId } from '#shared/protocol/ids.ts'
import type { Channel, InteractionView } from '#shared/protocol/view/customer.ts'
import { TimelineEntry } from './timeline-entry.tsx'

type Props = {
  customerId: CustomerId
  scroller: RefObject<HTMLElement | null>
  onCorrect: (interaction: InteractionView) => void
}

/** Every contact, newest first, by channel; only the rows in view are in the page. */
export default function TimelineTab({ customerId, scroller, onCorrect }: Props) {
  const { t } = useTranslation('customer')
  const [channel, setChannel] = useState<Channel | null>(null)
  const paged = usePagedQuery('customer.timeline', { customerId, channel }, (page) => ({
    rows: page.interactions,
    more: page.more,
    before: page.interactions.at(-1)?.startedAt ?? null,
  }))
  const rows = useVirtualizer({
    count: paged.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 76,
    getItemKey: (index) => paged.rows[index]?.interactionId ?? index,
    overscan: 6,
  })
  const items = rows.getVirtualItems()
  const atEnd = (items.at(-1)?.index ?? 0) >= paged.rows.length - 5
  const { hasMore, loadingMore, loadMore } = paged
  useEffect(() => {
    if (atEnd && hasMore && !loadingMore) loadMore()
  }, [atEnd, hasMore, loadingMore, loadMore])
  return (
    <>
      <div>
        <ChannelFilter value={channel} onChange={setChannel} />
      </div>
      <PagedPanel paged={paged}>
        {paged.rows.length === 0 ? (
          <EmptyState text={t('timeline.empty')} />
        ) : (
          <ol
            aria-label={t('timeline.label')}
            style={{ position: 'relative', height: rows.getTotalSize(), flex: 'none' }}
          >
            {items.map((item) => {
              const interaction = paged.rows[item.index]
              if (!interaction) return null
              return (
                <li
                  key={item.key}
                  ref={rows.measureElement}
                  data-index={item.index}
                  aria-setsize={hasMore ? -1 : paged.rows.length}
                  aria-posinset={item.index + 1}
                  style={{ position: 'absolute', top: 0, width: '100%', transform: `translateY(${item.start}px)` }}
                >
                  <TimelineEntry
                    interaction={interaction}
                    last={item.index === paged.rows.length - 1}
                    onCorrect={onCorrect}
                  />
                </li>
              )
            })}
          </ol>
        )}
        <p className="muted small" role="status">
          {loadingMore ? t('timeline.loadingMore') : !hasMore && paged.rows.length > 10 ? t('timeline.end') : ''}
        </p>
      </PagedPanel>
    </>
  )
}
