import { Tooltip } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import IconCloudCheck from '@tabler/icons-react/dist/esm/icons/IconCloudCheck.mjs'
import IconCloudOff from '@tabler/icons-react/dist/esm/icons/IconCloudOff.mjs'
import IconCloudUp from '@tabler/icons-react/dist/esm/icons/IconCloudUp.mjs'
import IconCloudX from '@tabler/icons-react/dist/esm/icons/IconCloudX.mjs'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { usePlace } from '#renderer/common/use-place.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import type { ConsoleState } from '#renderer/state/console-state.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import styles from './sync-mark.module.css'

type SyncLook = { kind: 'synced' | 'waiting' | 'refused' | 'failed' | 'lost'; count: number }

/** The worst thing first: a lost desk, refused work, a refused push, then what simply waits. */
function readSync({ reach, sync }: Pick<ConsoleState, 'reach' | 'sync'>): SyncLook {
  if (reach.kind === 'lost') return { kind: 'lost', count: 0 }
  if (sync.rejected > 0) return { kind: 'refused', count: sync.rejected }
  if (sync.failing !== null) return { kind: 'failed', count: sync.waiting }
  if (sync.waiting > 0) return { kind: 'waiting', count: sync.waiting }
  return { kind: 'synced', count: 0 }
}

const icons: Record<SyncLook['kind'], Icon> = {
  synced: IconCloudCheck,
  waiting: IconCloudUp,
  refused: IconCloudX,
  failed: IconCloudX,
  lost: IconCloudOff,
}

/** How the desk's paperwork stands, in icon and words; leads to the unsent-work list. */
export function SyncMark() {
  const { t } = useTranslation('frame')
  const format = useFormat()
  const kind = useConsole((state) => readSync(state).kind)
  const count = useConsole((state) => readSync(state).count)
  const lastSyncedAt = useConsole((state) => state.sync.lastSyncedAt)
  const text = kind === 'waiting' || kind === 'refused' ? t(`sync.${kind}`, { count }) : t(`sync.${kind}`)
  const Icon = icons[kind]
  const last = lastSyncedAt === null ? t('sync.never') : t('sync.lastSynced', { time: format.time(lastSyncedAt) })
  const kept = t('sync.kept', { place: usePlace() })
  return (
    <Tooltip label={`${last} · ${kept}`}>
      <Link to="/unsent" className={styles.sync} data-kind={kind} aria-label={t('sync.open', { state: text })}>
        <Icon size={16} aria-hidden="true" />
        <span className={styles.word}>{text}</span>
      </Link>
    </Tooltip>
  )
}
