import { useTranslation } from 'react-i18next'
import { useLabel } from '#renderer/common/use-label.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import { type Column, DataTable } from '#renderer/ui/data-table.tsx'
import { Timer } from '#renderer/ui/timer.tsx'
import type { FloorAgent, FloorCall } from '#shared/protocol/view/live-floor.ts'
import { CallActions } from './call-actions.tsx'

/** Calls that are talked on, with what happens on them and the way in. */
export function CallTable({ calls, agents }: { calls: readonly FloorCall[]; agents: readonly FloorAgent[] }) {
  const { t } = useTranslation('floor')
  const label = useLabel()
  const queues = useConsole((state) => state.catalog?.queues)
  const names = new Map(agents.map(({ userId, name }) => [userId, name]))
  const nameAgent = ({ agentId }: FloorCall) => names.get(agentId) ?? t('unknown')
  const nameQueue = ({ queueId }: FloorCall) => {
    const queue = queues?.find((one) => one.queueId === queueId)
    return queue === undefined ? '…' : label(queue.name)
  }
  const describe = ({ heldSince, consult, monitor }: FloorCall) => {
    const listener = monitor === null ? [] : [t(`with.${monitor.mode}`, { name: monitor.name })]
    const doing = consult !== null ? t('consulting') : heldSince !== null ? t('held') : t('talking')
    return [doing, ...listener].join(' · ')
  }
  const columns: Column<FloorCall>[] = [
    { id: 'queue', header: t('queue'), cell: nameQueue, sortBy: nameQueue },
    { id: 'agent', header: t('agent'), cell: nameAgent, sortBy: nameAgent },
    { id: 'doing', header: t('doing'), cell: describe, sortBy: describe },
    {
      id: 'length',
      header: t('length'),
      cell: ({ answeredAt }) => <Timer since={answeredAt} />,
      sortBy: ({ answeredAt }) => -answeredAt,
      align: 'right',
    },
    {
      id: 'way',
      header: t('actions'),
      cell: (call) => <CallActions call={call} name={nameAgent(call)} />,
      sortBy: () => null,
      align: 'right',
    },
  ]
  return <DataTable rows={calls} columns={columns} keyOf={({ callId }) => callId} />
}
