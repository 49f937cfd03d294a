import { Button } from '@mantine/core'
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import IconServerOff from '@tabler/icons-react/dist/esm/icons/IconServerOff.mjs'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useConsole, useDispatch } from '#renderer/state/console-context.tsx'
import { Banner } from './banner.tsx'

/** Under the top bar: what is wrong with this desk's own disk, and what became of a damaged store. */
export function StoreBanner() {
  const { t } = useTranslation('frame')
  const trouble = useConsole((state) => state.sync.storeTrouble)
  if (trouble === null) return null
  if (trouble === 'salvaged' || trouble === 'replaced') return <Salvaged kind={trouble} />
  const kept = trouble === 'nearly_full'
  return (
    <Banner tone={kept ? 'wrap' : 'bad'} icon={kept ? <IconAlertTriangle size={16} /> : <IconServerOff size={16} />}>
      {t(`alerts.store.${trouble}`)}
    </Banner>
  )
}

function Salvaged({ kind }: { kind: 'salvaged' | 'replaced' }) {
  const { t } = useTranslation('frame')
  const dispatch = useDispatch()
  const salvage = useConsole((state) => state.sync.salvage)
  if (salvage === null) return null
  const { waiting, refused, drafts, lost, file } = salvage
  const missing = lost === null ? t('alerts.salvage.lostUnknown') : t('alerts.salvage.lost', { count: lost })
  const seen = () => void dispatch.local({ type: 'salvage.seen' })
  return (
    <Banner
      tone={lost === 0 ? 'wrap' : 'bad'}
      icon={<IconAlertTriangle size={16} />}
      action={
        <>
          <Button component={Link} to="/unsent" variant="default">
            {t('alerts.review')}
          </Button>
          <Button variant="default" onClick={seen}>
            {t('alerts.seen')}
          </Button>
        </>
      }
    >
      {t(`alerts.store.${kind}`, { waiting, refused, drafts })} {kind === 'salvaged' && missing}{' '}
      {file !== null && t('alerts.salvage.kept', { file })}
    </Banner>
  )
}
