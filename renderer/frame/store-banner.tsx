import { Button } from '@mantine/core'
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import IconServerOff from '@tabler/icons-react/dist/esm/icons/IconServerOff.mjs'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useConsole, useDispatch } from '#renderer/state/console-context.tsx'
import { Banner } from './banner.tsx'
import { focusMain } from './regions.ts'
import { useStoreWords } from './use-store-words.ts'

/** Under the top bar: what is wrong with this desk's own disk, and what became of a damaged store. */
export function StoreBanner() {
  const trouble = useConsole((state) => state.sync.storeTrouble)
  const nothingLost = useConsole((state) => state.sync.salvage?.lost === 0)
  const words = useStoreWords()
  if (words === null) return null
  const salvaged = trouble === 'salvaged' || trouble === 'replaced'
  const mild = salvaged ? nothingLost : trouble === 'nearly_full'
  return (
    <Banner
      tone={mild ? 'wrap' : 'bad'}
      icon={salvaged || mild ? <IconAlertTriangle size={16} /> : <IconServerOff size={16} />}
      action={salvaged && <SalvageButtons />}
    >
      {words}
    </Banner>
  )
}

function SalvageButtons() {
  const { t } = useTranslation('frame')
  const dispatch = useDispatch()
  const seen = () => {
    // the banner goes, and must not take the focus with it
    focusMain(document)
    void dispatch.local({ type: 'salvage.seen' })
  }
  return (
    <>
      <Button component={Link} to="/unsent" variant="default">
        {t('alerts.review')}
      </Button>
      <Button variant="default" onClick={seen}>
        {t('alerts.seen')}
      </Button>
    </>
  )
}
