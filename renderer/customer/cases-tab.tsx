import { useTranslation } from 'react-i18next'
import { useDeskQuery } from '#renderer/state/queries.ts'
import { Chip } from '#renderer/ui/chip.tsx'
import { type Column, DataTable } from '#renderer/ui/data-table.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import type { CustomerId } from '#shared/protocol/ids.ts'
import type { CaseView } from '#shared/protocol/view/customer.ts'
import { QueryPanel } from './query-panel.tsx'
import { StatusIcon } from './status-icons.tsx'
import { caseTone, priorityTone } from './tones.ts'

const priorities: readonly CaseView['priority'][] = ['low', 'normal', 'high', 'urgent']

/** Work that outlives one contact. */
export default function CasesTab({ customerId }: { customerId: CustomerId }) {
  const { t } = useTranslation('customer')
  const query = useDeskQuery('customer.cases', { customerId })
  return (
    <QueryPanel query={query}>
      {({ cases }) => (cases.length === 0 ? <EmptyState text={t('cases.empty')} /> : <CaseTable cases={cases} />)}
    </QueryPanel>
  )
}

function CaseTable({ cases }: { cases: readonly CaseView[] }) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const now = useNow(60_000)
  const columns: Column<CaseView>[] = [
    { id: 'number', header: t('cases.number'), cell: (one) => <b>{one.number}</b>, sortBy: (one) => one.number },
    { id: 'subject', header: t('cases.subject'), cell: (one) => one.subject, sortBy: (one) => one.subject },
    {
      id: 'status',
      header: t('cases.status'),
      cell: ({ status }) => (
        <Chip tone={caseTone[status]} icon={<StatusIcon tone={caseTone[status]} />}>
          {t(`caseStatus.${status}`)}
        </Chip>
      ),
      sortBy: (one) => one.status,
    },
    {
      id: 'priority',
      header: t('cases.priority'),
      cell: ({ priority }) => (
        <Chip tone={priorityTone[priority]} icon={<StatusIcon tone={priorityTone[priority]} />}>
          {t(`priority.${priority}`)}
        </Chip>
      ),
      sortBy: (one) => priorities.indexOf(one.priority),
    },
    {
      id: 'owner',
      header: t('cases.owner'),
      cell: (one) => one.ownerName ?? t('facts.none'),
      sortBy: (one) => one.ownerName,
      muted: true,
    },
    {
      id: 'updated',
      header: t('cases.updated'),
      cell: (one) => format.moment(one.updatedAt, now),
      sortBy: (one) => one.updatedAt,
      align: 'right',
      muted: true,
    },
  ]
  return <DataTable rows={cases} columns={columns} keyOf={(one) => one.caseId} />
}
