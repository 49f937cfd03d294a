import { Button } from '@mantine/core'
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs'
import { useTranslation } from 'react-i18next'
import { mergeTasks, type TaskRow as Row } from '#renderer/customer/pending.ts'
import { QueryPanel } from '#renderer/customer/query-panel.tsx'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useDeskQuery } from '#renderer/state/queries.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Section } from '#renderer/ui/section.tsx'
import type { CustomerId } from '#shared/protocol/ids.ts'
import { TaskItem } from './task-item.tsx'

type Props = { customerId: CustomerId; onCreate: () => void }

/** What was promised to this customer: open ones first, by due time. */
export default function TasksTab({ customerId, onCreate }: Props) {
  const { t } = useTranslation('customer')
  const pending = useConsole((state) => state.pending)
  const query = useDeskQuery('customer.tasks', { customerId })
  return (
    <>
      <div>
        <Button variant="default" leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={onCreate}>
          {t('tasks.new')}
        </Button>
      </div>
      <QueryPanel query={query}>
        {({ tasks }) => <TaskLists rows={mergeTasks(customerId, tasks, pending)} />}
      </QueryPanel>
    </>
  )
}

function TaskLists({ rows }: { rows: Row[] }) {
  const { t } = useTranslation('customer')
  if (rows.length === 0) return <EmptyState text={t('tasks.empty')} />
  const due = (row: Row) => row.task.dueAt ?? Number.MAX_SAFE_INTEGER
  const open = rows.filter((row) => row.task.status === 'open').sort((a, b) => due(a) - due(b))
  const finished = rows.filter((row) => row.task.status !== 'open').sort((a, b) => b.task.createdAt - a.task.createdAt)
  return (
    <>
      {open.length > 0 && (
        <Section title={t('tasks.open')}>
          <ul>
            {open.map((row) => (
              <TaskItem key={row.task.taskId} row={row} />
            ))}
          </ul>
        </Section>
      )}
      {finished.length > 0 && (
        <Section title={t('tasks.finished')}>
          <ul>
            {finished.map((row) => (
              <TaskItem key={row.task.taskId} row={row} />
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}
