import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '#renderer/ui/error-state.tsx'
import { Skeletons } from '#renderer/ui/skeletons.tsx'
import { codeOfError, useErrorText } from './error-text.ts'
import { SourceNote } from './source-note.tsx'
import type { Paged } from './use-paged-query.ts'

/** The states of a paged list: skeletons, a refusal with retry, the rows. */
export function PagedPanel<T>({ paged, children }: { paged: Paged<T>; children: ReactNode }) {
  const { t } = useTranslation(['customer', 'common'])
  const errorText = useErrorText()
  if (paged.error && paged.rows.length === 0) {
    return (
      <ErrorState
        text={errorText(paged.error)}
        code={codeOfError(paged.error)}
        retryLabel={t('common:retry')}
        onRetry={paged.retry}
      />
    )
  }
  if (paged.origin === null) return <Skeletons rows={5} height={44} label={t('common:loading')} />
  return (
    <>
      <SourceNote {...paged.origin} />
      {children}
    </>
  )
}
