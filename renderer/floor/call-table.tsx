import { useTranslation } from 'react-i18next'
import { type Column, DataTable } from '#renderer/ui/data-table.tsx'
import { Timer } from '#renderer/ui/timer.tsx'
import type { FloorAgent, FloorCall } from '#shared/protocol/view/live-floor.ts'
import { CallActions } from './call-actions.tsx'

/** Calls of one queue that are talked on, with what happens on them and the way in. */
export function CallTable({ calls, agents }: { calls: readonly FloorCall[]; agents: readonly FloorAgent[] }) {
  const { t } = useTranslation('floor')
  const names = new Map(agents.map(({ userId, name }) => [userId, name]))
  const nameAgent = ({ agentId }: FloorCall) => names.get(agentId) ?? t('unknown')
  const describe = ({ heldSince, consult, monitor }: FloorCall) => {
    const listener = monitor === null ? [] : [t(`with.${monitor.mode}`, { name: monitor.name })]
    const doing = consult !== null ? t('consulting') : heldSince !== null ? t('held') : t('talking')
    return [doing, ...listener].join(' · ')
  }
  const columns: Column<FloorCall>[] = [
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
