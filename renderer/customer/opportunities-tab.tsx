import { useTranslation } from 'react-i18next'
import { useDeskQuery } from '#renderer/state/queries.ts'
import { Chip } from '#renderer/ui/chip.tsx'
import { type Column, DataTable } from '#renderer/ui/data-table.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import type { CustomerId } from '#shared/protocol/ids.ts'
import type { OpportunityView } from '#shared/protocol/view/customer.ts'
import { QueryPanel } from './query-panel.tsx'
import { StatusIcon } from './status-icons.tsx'
import { opportunityTone } from './tones.ts'

const stages: readonly OpportunityView['stage'][] = ['qualify', 'propose', 'negotiate', 'won', 'lost']

/** What may still be sold. */
export default function OpportunitiesTab({ customerId }: { customerId: CustomerId }) {
  const { t } = useTranslation('customer')
  const query = useDeskQuery('customer.opportunities', { customerId })
  return (
    <QueryPanel query={query}>
      {({ opportunities }) =>
        opportunities.length === 0 ? (
          <EmptyState text={t('opportunities.empty')} />
        ) : (
          <OpportunityTable opportunities={opportunities} />
        )
      }
    </QueryPanel>
  )
}

function OpportunityTable({ opportunities }: { opportunities: readonly OpportunityView[] }) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const now = useNow(60_000)
  const columns: Column<OpportunityView>[] = [
    { id: 'title', header: t('opportunities.title'), cell: (one) => <b>{one.title}</b>, sortBy: (one) => one.title },
    {
      id: 'stage',
      header: t('opportunities.stage'),
      cell: ({ stage }) => (
        <Chip tone={opportunityTone[stage]} icon={<StatusIcon tone={opportunityTone[stage]} />}>
          {t(`opportunityStage.${stage}`)}
        </Chip>
      ),
      sortBy: (one) => stages.indexOf(one.stage),
    },
    {
      id: 'closes',
      header: t('opportunities.closes'),
      cell: (one) => (one.closesAt === null ? t('facts.none') : format.day(one.closesAt, now)),
      sortBy: (one) => one.closesAt,
      muted: true,
    },
    {
      id: 'owner',
      header: t('opportunities.owner'),
      cell: (one) => one.ownerName ?? t('facts.none'),
      sortBy: (one) => one.ownerName,
      muted: true,
    },
    {
      id: 'amount',
      header: t('opportunities.amount'),
      cell: (one) => format.money(one.amount),
      sortBy: (one) => one.amount.minor,
      align: 'right',
    },
  ]
  return <DataTable rows={opportunities} columns={columns} keyOf={(one) => one.opportunityId} />
}
