import { useTranslation } from 'react-i18next'
import { joinParts } from '#renderer/common/isolate-text.ts'
import { codeOfError, useErrorText } from '#renderer/customer/error-text.ts'
import { useDeskQuery } from '#renderer/state/queries.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { ErrorState } from '#renderer/ui/error-state.tsx'
import { Skeletons } from '#renderer/ui/skeletons.tsx'
import type { CustomerId } from '#shared/protocol/ids.ts'
import type { SearchHit } from '#shared/protocol/query/query.ts'
import { HitGrid } from './hit-grid.tsx'
import styles from './search-results.module.css'
import { useDebounced } from './use-debounced.ts'

const mostHits = 50

type Props = {
  id: string
  text: string
  /** fewer columns, for a drawer */
  compact?: boolean
  selected?: CustomerId | null
  onOpen: (hit: SearchHit) => void
}

/** Who matches what was typed, as it is typed, and by what each one matched. */
export function SearchResults({ id, text, compact = false, selected = null, onOpen }: Props) {
  const { t } = useTranslation(['search', 'common'])
  const errorText = useErrorText()
  const asked = useDebounced(text.trim(), 120)
  const query = useDeskQuery(
    'customer.search',
    { text: asked, limit: mostHits },
    { enabled: asked !== '', keepPrevious: true },
  )
  if (text.trim() === '' || asked === '') return <EmptyState text={t('state.start')} />
  if (query.error) {
    return (
      <ErrorState
        text={errorText(query.error)}
        code={codeOfError(query.error)}
        retryLabel={t('common:retry')}
        onRetry={() => void query.refetch()}
      />
    )
  }
  if (!query.data) return <Skeletons rows={6} height={44} label={t('common:loading')} />
  const { hits } = query.data.data
  return (
    <div className={styles.wrap}>
      <p className={styles.status} role="status">
        {joinParts(
          hits.length === mostHits ? t('state.capped', { count: mostHits }) : t('state.found', { count: hits.length }),
          query.data.source === 'desk' ? t('state.fromDesk') : null,
        )}
      </p>
      {hits.length === 0 ? (
        <EmptyState text={t('state.none', { text: asked })} />
      ) : (
        <HitGrid id={id} hits={hits} compact={compact} selected={selected} onOpen={onOpen} />
      )}
    </div>
  )
}
