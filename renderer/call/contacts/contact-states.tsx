import { useTranslation } from 'react-i18next'
import { codeOfError, useErrorText } from '#renderer/customer/error-text.ts'
import { ErrorState } from '#renderer/ui/error-state.tsx'
import styles from './contact-states.module.css'
import type { ContactSearch } from './use-contacts.ts'

/** `tellNone`: nobody else says that there is none */
type Props = { search: ContactSearch; tellNone?: boolean }

/** Below the list: that contacts are still looked for or could not be. How many came is told to who cannot see them. */
export function ContactStates({ search, tellNone = false }: Props) {
  const { t } = useTranslation(['call', 'common'])
  const errorText = useErrorText()
  const visible = search.kind === 'searching' || (tellNone && search.kind === 'found' && search.count === 0)
  return (
    <>
      <p role="status" className={visible ? styles.line : 'visually-hidden'}>
        {search.kind === 'searching' && t('call:contacts.searching')}
        {search.kind === 'found' && t('call:contacts.found', { count: search.count })}
      </p>
      {search.kind === 'failed' && (
        <ErrorState
          text={errorText(search.error)}
          code={codeOfError(search.error)}
          retryLabel={t('common:retry')}
          onRetry={search.retry}
        />
      )}
    </>
  )
}
