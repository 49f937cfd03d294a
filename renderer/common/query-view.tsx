import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { RefusalError } from '#renderer/state/refusal-error.ts'
import { ErrorState } from '#renderer/ui/error-state.tsx'
import { Skeletons } from '#renderer/ui/skeletons.tsx'
import { useRefusalText } from './use-refusal-text.ts'

type Props<T> = { query: UseQueryResult<T, Error>; rows?: number; rowHeight?: number; children: (data: T) => ReactNode }

/** The three faces of an answer: skeleton of the final size, the refusal in words with a retry, the content. */
export function QueryView<T>({ query, rows = 4, rowHeight = 44, children }: Props<T>) {
  const { t } = useTranslation('common')
  const tell = useRefusalText()
  if (query.data !== undefined) return children(query.data)
  if (query.error === null) return <Skeletons rows={rows} height={rowHeight} label={t('loading')} />
  const { error } = query
  if (!(error instanceof RefusalError)) throw error
  return (
    <ErrorState
      text={`${t('loadFailed')} ${tell(error.refusal)}`}
      code={error.refusal.code}
      retryLabel={t('retry')}
      onRetry={() => void query.refetch()}
    />
  )
}
