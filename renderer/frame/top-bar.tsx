import { UnstyledButton } from '@mantine/core'
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs'
import { useTranslation } from 'react-i18next'
import { useShortcutLabel } from '#renderer/state/use-shortcut.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import { AlertsMenu } from './alerts-menu.tsx'
import { QueueStrip } from './queue-strip.tsx'
import { StatePill } from './state-pill.tsx'
import { SyncMark } from './sync-mark.tsx'
import styles from './top-bar.module.css'
import { UserMenu } from './user-menu.tsx'

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
      <QueueStrip />
      <span className={styles.spacer} />
      <SyncMark />
      <AlertsMenu />
      <StatePill />
      <UserMenu onShortcuts={onShortcuts} onSignOut={onSignOut} />
    </header>
  )
}
