import { AlertsMenu } from './alerts-menu.tsx'
import { QueueStrip } from './queue-strip.tsx'
import { StatePill } from './state-pill.tsx'
import { SyncMark } from './sync-mark.tsx'
import styles from './top-bar.module.css'
import { UserMenu } from './user-menu.tsx'

/** The bar right of the search: my queues, what is sent, alerts, my state, my account. */
export function BarStatus({ onShortcuts, onSignOut }: { onShortcuts: () => void; onSignOut: () => void }) {
  return (
    <>
      <QueueStrip />
      <span className={styles.spacer} />
      <SyncMark />
      <AlertsMenu />
      <StatePill />
      <UserMenu onShortcuts={onShortcuts} onSignOut={onSignOut} />
    </>
  )
}
