import { useTranslation } from 'react-i18next'
import { useConsole } from '#renderer/state/console-context.tsx'

/** What is wrong with this desk's own disk, or what became of a damaged store, in sentences; null: nothing. */
export function useStoreWords(): string | null {
  const { t } = useTranslation('frame')
  const kind = useConsole((state) => state.sync.storeTrouble)
  const salvage = useConsole((state) => state.sync.salvage)
  if (kind === null) return null
  if (kind !== 'salvaged' && kind !== 'replaced') return t(`alerts.store.${kind}`)
  if (salvage === null) return null
  const { waiting, refused, lost, file } = salvage
  const drafts = t('alerts.salvage.drafts', { count: salvage.drafts })
  const missing = lost === null ? t('alerts.salvage.lostUnknown') : t('alerts.salvage.lost', { count: lost })
  const kept = file === null ? '' : t('alerts.salvage.kept', { file })
  return `${t(`alerts.store.${kind}`, { waiting, refused, drafts })} ${kind === 'salvaged' ? missing : ''} ${kept}`
}
