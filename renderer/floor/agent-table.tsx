import { useTranslation } from 'react-i18next'
import { stateLook } from '#renderer/frame/state-look.ts'
import { useStateWords } from '#renderer/frame/use-state-words.ts'
import { type Column, DataTable } from '#renderer/ui/data-table.tsx'
import { Timer } from '#renderer/ui/timer.tsx'
import type { FloorAgent } from '#shared/protocol/view/live-floor.ts'

/** Agents with where they stand and since when. */
export function AgentTable({ agents }: { agents: readonly FloorAgent[] }) {
  const { t } = useTranslation('floor')
  const { nameState } = useStateWords()
  const columns: Column<FloorAgent>[] = [
    { id: 'name', header: t('agent'), cell: ({ name }) => name, sortBy: ({ name }) => name },
    {
      id: 'team',
      header: t('team'),
      cell: ({ teamName }) => teamName ?? '',
      sortBy: ({ teamName }) => teamName,
      muted: true,
    },
    {
      id: 'state',
      header: t('state'),
      cell: ({ state }) => <State state={state} word={nameState(state, { held: false, noQueue: false })} />,
      sortBy: ({ state }) => state.kind,
    },
    {
      id: 'since',
      header: t('since'),
      cell: ({ state }) => <Timer since={state.since} />,
      sortBy: ({ state }) => -state.since,
      align: 'right',
    },
  ]
  return <DataTable rows={agents} columns={columns} keyOf={({ userId }) => userId} />
}

function State({ state, word }: { state: FloorAgent['state']; word: string }) {
  const { icon: StateIcon } = stateLook[state.kind]
  return (
    <span>
      <StateIcon size={14} aria-hidden="true" /> {word}
    </span>
  )
}
