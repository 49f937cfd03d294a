import { Navigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { QueryView } from '#renderer/common/query-view.tsx'
import { useConsole } from '#renderer/state/console-context.tsx'
import { RECENT_CALLS, useDeskQuery } from '#renderer/state/queries.ts'
import { readPendingLink } from '#renderer/state/selectors.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import type { InteractionId } from '#shared/protocol/ids.ts'
import type { QueryResult, RecentCall } from '#shared/protocol/query/query.ts'
import { type CallerMatch, MatchReason } from '#shared/protocol/view/ring.ts'
import { CallerPanel } from './caller-panel.tsx'

/** The centre for a call of this agent's that is over and whose customer was left for later. */
export function PastCall({ interactionId }: { interactionId: InteractionId }) {
  const { t } = useTranslation('customer')
  const query = useDeskQuery('calls.recent', RECENT_CALLS)
  const unsent = useConsole((state) => readPendingLink(state.pending, interactionId))
  return (
    <QueryView query={query} rows={5} rowHeight={44}>
      {({ data }) => {
        const call = data.calls.find((one) => one.interaction.interactionId === interactionId)
        const customerId = unsent === undefined ? call?.customerId : unsent
        if (customerId) return <Navigate to="/customers/{-$customerId}" params={{ customerId }} replace />
        if (call === undefined) return <EmptyState text={t('pastCall.gone')} />
        return <Unlinked call={call} />
      }}
    </QueryView>
  )
}

/** Who has this number now, which may be more than when it rang. */
function Unlinked({ call }: { call: RecentCall }) {
  const { number, interaction } = call
  const asked = useDeskQuery('caller.match', { number: number ?? '' }, { enabled: number !== null })
  if (number !== null && asked.isLoading) return null
  const match = number === null ? ({ kind: 'withheld' } as const) : readMatch(asked.data?.data)
  return <CallerPanel interactionId={interaction.interactionId} picture={{ callerNumber: number, match }} past />
}

function readMatch(found: QueryResult<'caller.match'> | undefined): CallerMatch {
  const candidates = (found?.candidates ?? []).slice(0, 9).flatMap(({ reason, customer }) => {
    const known = MatchReason.safeParse(reason)
    return known.success ? [{ reason: known.data, customer }] : []
  })
  if (candidates.length === 0) return { kind: 'unknown' }
  const exact = candidates.filter(({ reason }) => reason === 'exact_number')
  return { kind: 'candidates', shared: exact.length > 1, candidates }
}
