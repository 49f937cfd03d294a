import { UnstyledButton } from '@mantine/core'
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { makePart } from '#renderer/common/make-part.tsx'
import { useShortcutLabel } from '#renderer/state/use-shortcut.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import styles from './top-bar.module.css'

// menus and what floats them are a tenth of the console: the columns do not wait for them
const { Part: BarStatus, fetch: fetchBarStatus } = makePart(async () => (await import('./bar-status.tsx')).BarStatus)

export { fetchBarStatus }

type Props = { onSearch: () => void; onShortcuts: () => void; onSignOut: () => void }

export function TopBar({ onSearch, onShortcuts, onSignOut }: Props) {
  const { t } = useTranslation('frame')
  const keys = useShortcutLabel('palette')
  return (
    <header className={styles.bar} id="region-bar" tabIndex={-1}>
      <UnstyledButton className={styles.search} onClick={onSearch} aria-keyshortcuts={keys.aria}>
        <IconSearch size={15} aria-hidden="true" />
        <span className={styles.searchText}>{t('search')}</span>
        <KeyCap keys={keys.printed} />
      </UnstyledButton>
      <Suspense fallback={null}>
        <BarStatus onShortcuts={onShortcuts} onSignOut={onSignOut} />
      </Suspense>
    </header>
  )
}
