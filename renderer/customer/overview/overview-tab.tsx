import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { OrderTable } from '#renderer/customer/orders/order-table.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Section } from '#renderer/ui/section.tsx'
import type { Channel, CustomerCard, NextBestAction, OrderView } from '#shared/protocol/view/customer.ts'
import { AttentionCards } from './attention-cards.tsx'
import { ChannelFilter } from './channel-filter.tsx'
import { InteractionRow } from './interaction-row.tsx'
import { NextAction } from './next-action.tsx'

const shownInteractions = 6

type Props = {
  card: CustomerCard
  onNextAction: (action: NextBestAction) => void
  onOpenOrder: (order: OrderView) => void
  onShowTimeline: () => void
}

/** The story at a glance: warnings, one suggestion, latest contacts, latest orders. */
export function OverviewTab({ card, onNextAction, onOpenOrder, onShowTimeline }: Props) {
  const { t } = useTranslation('customer')
  const [channel, setChannel] = useState<Channel | null>(null)
  const matching = card.recentInteractions.filter((one) => channel === null || one.channel === channel)
  const shown = matching.slice(0, shownInteractions)
  return (
    <>
      <AttentionCards cards={card.attention} />
      {card.nextBestAction && <NextAction action={card.nextBestAction} onTake={onNextAction} />}
      <Section title={t('overview.interactions')} aside={<ChannelFilter value={channel} onChange={setChannel} />}>
        {shown.length === 0 ? (
          <EmptyState text={t(channel === null ? 'overview.noInteractions' : 'timeline.empty')} />
        ) : (
          <ol>
            {shown.map((interaction, index) => (
              <li key={interaction.interactionId}>
                <InteractionRow interaction={interaction} last={index === shown.length - 1} />
              </li>
            ))}
          </ol>
        )}
        {card.profile.counts.interactions > shown.length && (
          <Button variant="default" size="compact-xs" onClick={onShowTimeline}>
            {t('overview.wholeTimeline')}
          </Button>
        )}
      </Section>
      {card.recentOrders.length > 0 && (
        <Section title={t('overview.recentOrders')}>
          <OrderTable orders={card.recentOrders} onOpen={onOpenOrder} />
        </Section>
      )}
    </>
  )
}
