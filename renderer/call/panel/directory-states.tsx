import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { TypedNumber } from '#renderer/common/read-typed-number.ts'
import { useRefusalText } from '#renderer/common/use-refusal-text.ts'
import { RefusalError } from '#renderer/state/refusal-error.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { ErrorState } from '#renderer/ui/error-state.tsx'
import { Skeletons } from '#renderer/ui/skeletons.tsx'

type Props = {
  query: UseQueryResult<unknown, Error>
  confirmed: boolean
  number: TypedNumber
  typed: string
  /** nobody else is looked for any more */
  complete: boolean
  /** lines that are shown */
  count: number
}

/** What stands where nobody is listed: that it is loading, failed, empty, or impossible now. */
export function DirectoryStates({ query, confirmed, number, typed, complete, count }: Props) {
  const { t } = useTranslation(['call', 'common'])
  const tellRefusal = useRefusalText()
  if (!confirmed) return <EmptyState text={t('call:transfer.offline')} />
  if (query.isPending) return <Skeletons rows={5} height={40} label={t('common:loading')} />
  if (query.isError) {
    const refusal = query.error instanceof RefusalError ? query.error.refusal : null
    return (
      <ErrorState
        text={refusal === null ? t('common:loadFailed') : tellRefusal(refusal)}
        code={refusal?.code ?? 'internal'}
        retryLabel={t('common:retry')}
        onRetry={() => void query.refetch()}
      />
    )
  }
  if (count > 0 || !complete) return null
  if (number.kind === 'wrong') return <EmptyState text={t('call:transfer.badNumber')} />
  return <EmptyState text={t(typed.trim() === '' ? 'call:transfer.empty' : 'call:transfer.nobody')} />
}
